package io.writ.core.constraint;

/**
 * A constraint on what a text spells: a host name, an address, a URL. It admits arguments of kind
 * TEXT and of no other.
 *
 * <p>What is not spelt in the one strict form is not admitted, whatever another parser would make
 * of it: two parsers that disagree about one text are the way past an allow list. For the same
 * reason a denial strikes it: it is not surely something else.
 */
sealed interface TextForm extends Constraint permits Host, Cidr, UrlUnder {

  /** Whether the text is admitted; linear in its length, and false beyond 4,096 characters. */
  boolean admitsText(String text);

  /** Whether the text is spelt as what this constraint is about, in the one strict form. */
  boolean isSpelt(String text);

  @Override
  default boolean decides(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.TEXT
        && arguments.object(index) instanceof String text
        && isSpelt(text);
  }

  @Override
  default boolean admits(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.TEXT
        && arguments.object(index) instanceof String text
        && admitsText(text);
  }
}
