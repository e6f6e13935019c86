package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"url_under","url":"https://api.example.org/v1"}} or {@code "urls":[…]}: a text
 * that is a URL in the strict form of {@link UrlText}, of the scheme, host and port of a base,
 * whose path is the base's or lies below it by whole segments. Query and fragment are free.
 *
 * <p>Deciding allocates one small object, the places of the URL's parts.
 *
 * @param bases without query and fragment
 */
public record UrlUnder(List<UrlText> bases) implements TextForm {

  /**
   * @throws IllegalArgumentException when there is no base, or one is none
   */
  public UrlUnder {
    bases = List.copyOf(bases);
    if (bases.isEmpty() || !bases.stream().allMatch(UrlText::isBase)) {
      throw new IllegalArgumentException("url_under without a base");
    }
  }

  @Override
  public boolean admitsText(String text) {
    UrlText url = UrlText.find(text);
    if (url == null) {
      return false;
    }
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < bases.size(); i++) {
      if (url.isUnder(bases.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isSpelt(String text) {
    return UrlText.find(text) != null;
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.oneOrMore("url_under", "url", "urls", bases);
  }
}
