package io.writ.weave;

/** A method's name and JVM descriptor: what overriding compares. */
record MethodKey(String name, String descriptor) {}
