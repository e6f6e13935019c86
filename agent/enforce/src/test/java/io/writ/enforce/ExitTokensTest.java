package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExitTokensTest {

  /** The eighth vector of the reference implementation: key 00..0f, message 00..07. */
  @Test
  void token_isSipHashOfTheExecutionsNumber() {
    ExitTokens tokens = new ExitTokens(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertEquals(0x93f5f5799a932462L, tokens.of(0x0706050403020100L));
  }
}
