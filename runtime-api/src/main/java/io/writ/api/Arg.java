package io.writ.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a parameter of a {@link Governed} method that artifacts and policies may constrain.
 *
 * <p>Decidable types: every primitive and its box, {@code String}, {@code BigDecimal}, {@code
 * BigInteger}, enums (by constant name), {@code UUID} (canonical text), {@code java.net.URI} (its
 * text), {@code java.net.InetAddress} (its numeric address), {@code java.io.File} and {@code
 * java.nio.file.Path} (real path). A value of any other type, also {@code java.net.URL}, satisfies
 * no constraint but {@code wildcard}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Arg {

  /** The argument's name in {@code tools.<action>.<name>} of an artifact and in policy. */
  String value();
}
