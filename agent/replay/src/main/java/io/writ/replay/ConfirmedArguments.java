package io.writ.replay;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.encoding.HmacSha256;
import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.ArgumentBytes;
import io.writ.core.lineage.Commitment;
import io.writ.core.lineage.RecordLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares arguments with a commitment. Which Java type a value had is not known: a number is tried
 * as a whole, a floating and a decimal one, a text also as a path.
 */
public final class ConfirmedArguments {
  /** In place of a value: one of a type that no constraint can decide. */
  private static final String OPAQUE = "?";

  private final HmacSha256 key;
  private final ExecutionId execution;
  private final ArgumentBytes encoded = new ArgumentBytes();
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] result = new byte[RecordLayout.DIGEST_BYTES];

  public ConfirmedArguments(HmacSha256 key, ExecutionId execution) {
    this.key = key;
    this.execution = execution;
  }

  /**
   * Whether the commitment is to these.
   *
   * @param values each a {@link BigDecimal}, {@link Boolean}, {@link String}, list of texts or null
   */
  public boolean isOne(String commitmentHex, List<? extends @Nullable Object> values) {
    if (values.size() > Arguments.MAX_ARGUMENTS) {
      return false;
    }
    int[] choice = new int[values.size()];
    while (true) {
      Arguments arguments = new Arguments();
      boolean isPossible = true;
      for (int i = 0; i < choice.length; i++) {
        isPossible &= add(arguments, values.get(i), choice[i]);
      }
      if (isPossible && commitmentHex.equals(commitment(arguments))) {
        return true;
      }
      int next = 0;
      while (next < choice.length && ++choice[next] >= choices(values.get(next))) {
        choice[next++] = 0;
      }
      if (next == choice.length) {
        return false;
      }
    }
  }

  private String commitment(Arguments arguments) {
    encoded.encode(arguments);
    try {
      Commitment.compute(key, sha256, execution.high(), execution.low(), encoded, result, 0);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are room for a SHA-256", e);
    }
    return HexFormat.of().formatHex(result);
  }

  private static int choices(@Nullable Object value) {
    return value instanceof BigDecimal ? 3 : value instanceof String ? 2 : 1;
  }

  /** Adds a value in its n-th possible type; false when it cannot have that. */
  private static boolean add(Arguments arguments, @Nullable Object value, int choice) {
    if (value == null) {
      arguments.add(Arguments.Kind.NULL, null);
    } else if (value instanceof Boolean truth) {
      arguments.addBoolean(truth);
    } else if (value instanceof BigDecimal number) {
      return addNumber(arguments, number, choice);
    } else if (value instanceof String text) {
      return addText(arguments, text, choice);
    } else {
      arguments.add(Arguments.Kind.TEXT_LIST, value);
    }
    return true;
  }

  private static boolean addNumber(Arguments arguments, BigDecimal number, int choice) {
    switch (choice) {
      case 0 -> {
        if (number.precision() - number.scale() > 20 || number.stripTrailingZeros().scale() > 0) {
          return false;
        }
        BigInteger whole = number.toBigIntegerExact();
        if (whole.bitLength() >= Long.SIZE) {
          return false;
        }
        arguments.addInteger(whole.longValueExact());
      }
      case 1 -> arguments.addFloating(number.doubleValue());
      default -> arguments.add(Arguments.Kind.DECIMAL, number);
    }
    return true;
  }

  private static boolean addText(Arguments arguments, String text, int choice) {
    if (choice == 0) {
      boolean isOpaque = text.equals(OPAQUE);
      arguments.add(isOpaque ? Arguments.Kind.OPAQUE : Arguments.Kind.TEXT, isOpaque ? null : text);
      return true;
    }
    if (!RealPath.isCanonical(text)) {
      return false;
    }
    arguments.add(Arguments.Kind.PATH, new RealPath(text));
    return true;
  }
}
