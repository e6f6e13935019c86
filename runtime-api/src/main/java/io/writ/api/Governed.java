package io.writ.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method or constructor whose every call must be authorized before its body runs.
 *
 * <p>The agent weaves the check into the marked method and into every method that overrides or
 * implements it. A parameter takes part in the decision when it carries {@link Arg}; the names on
 * the marked declaration are the ones that count, for its overriders too.
 *
 * <p>A denied call throws {@link WritDenied} and the body does not start.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Governed {

  /**
   * The action id that an artifact or policy must grant.
   *
   * <p>Empty (the default) derives {@code java:<binary class name>#<method>(<parameter types>)}
   * from the marked declaration, for example {@code
   * java:com.acme.Pay#transfer(long,java.lang.String)}; a constructor's method name is {@code
   * <init>}. Action ids are compared exactly, at most 256 bytes of UTF-8.
   */
  String value() default "";
}
