package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, the verifier answers with a rejection of one line, and with nothing else. */
class HostileInputTest {
  private static final String ALPHABET = "{}[]\":,.\\u0019eE+-aZ_= \n\u0000\ud800é/#%";

  @Test
  void mutatedPresentations_areRejectedAndNothingElseIsThrown() {
    long seed = 20_261_122L;
    Random random = new Random(seed);
    String valid = Forge.chainWith(Forge.child(Forge.rootLink(Forge.root())));
    int rejected = 0;
    for (int i = 0; i < 5_000; i++) {
      String mutated = mutated(valid, random);
      if (isRejected(mutated)) {
        rejected++;
      } else {
        // The only harmless change is a space between the elements of the array.
        assertEquals(valid, mutated.replaceAll("[ \n]", ""), () -> "seed " + seed);
      }
    }
    System.out.println("mutated presentations: seed " + seed + ", rejected " + rejected);
    assertTrue(rejected > 4_900);
  }

  @Test
  void mutatedClaimsWithGoodSignatures_causeNoOtherThrowable() {
    long seed = 20_261_123L;
    Random random = new Random(seed);
    String valid = JsonWriter.write(new JsonValue.Members(Forge.root()));
    int rejected = 0;
    for (int i = 0; i < 2_000; i++) {
      String link = Forge.link(Forge.ROOT_HEADER, mutated(valid, random), Forge.AUTHORITY);
      rejected += isRejected(link) ? 1 : 0;
    }
    System.out.println("mutated claims: seed " + seed + ", rejected " + rejected + " of 2000");
    assertTrue(rejected > 1_000);
  }

  /** True when rejected; a mutation may leave an artifact as good as it was. */
  private static boolean isRejected(String presented) {
    try {
      Forge.verify(presented);
      return false;
    } catch (Rejected e) {
      assertFalse(e.detail().chars().anyMatch(Character::isISOControl), e.detail());
      assertEquals(0, e.getStackTrace().length);
      return true;
    }
  }

  private static String mutated(String valid, Random random) {
    StringBuilder text = new StringBuilder(valid);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, other(text.charAt(at), random));
      case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      case 2 -> text.delete(at, at + 1 + random.nextInt(Math.min(20, text.length() - at)));
      default -> text.insert(at, "[".repeat(1 + random.nextInt(2000)));
    }
    return text.toString();
  }

  private static char other(char c, Random random) {
    char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    return other == c ? '!' : other;
  }
}
