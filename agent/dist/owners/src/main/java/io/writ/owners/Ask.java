package io.writ.owners;

/**
 * What a request asks for.
 *
 * @param owner whose effects
 * @param request a name that no other request has
 */
record Ask(String owner, String request) {
  static Ask of(String record) {
    String[] words = record.split(" ", -1);
    return new Ask(words[0], words[1]);
  }

  /** As a record of Kafka has it. */
  String asRecord() {
    return owner + " " + request;
  }

  /** Has its effect at a place of the service: {@code place=ran}, or the reason of the denial. */
  String at(String where) {
    return where + "=" + Effects.attempt(owner, where, request);
  }
}
