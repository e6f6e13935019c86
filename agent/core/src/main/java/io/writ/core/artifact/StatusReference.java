package io.writ.core.artifact;

/**
 * A root's entry in a Token Status List.
 *
 * @param uri names the list
 * @param index of the entry, not negative
 */
public record StatusReference(String uri, int index) {}
