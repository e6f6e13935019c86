package io.writ.owners;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A table behind a pool of connections that all owners share. */
@Component
class Entries {
  private final JdbcTemplate table;

  Entries(JdbcTemplate table) {
    this.table = table;
    table.execute("CREATE TABLE effect(owner VARCHAR(100), request VARCHAR(100))");
  }

  /** Adds a row after its effect. */
  String add(Ask ask) {
    String answer = ask.at("jdbc");
    if (answer.endsWith("=ran")) {
      table.update("INSERT INTO effect VALUES (?, ?)", ask.owner(), ask.request());
    }
    return answer;
  }
}
