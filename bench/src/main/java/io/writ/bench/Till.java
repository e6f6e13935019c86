package io.writ.bench;

import io.writ.api.Arg;
import io.writ.api.Governed;
import org.openjdk.jmh.annotations.CompilerControl;

/** The methods that {@link HotPath} calls: an ordinary one, and two that are governed. */
class Till {
  private long paid;

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  long plain(long amount, String currency) {
    paid += amount + currency.length();
    return paid;
  }

  @Governed(Preparation.EMPTY)
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  long open() {
    return ++paid;
  }

  @Governed(Preparation.PAY)
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  long pay(@Arg("amount") long amount, @Arg("currency") String currency) {
    paid += amount + currency.length();
    return paid;
  }
}
