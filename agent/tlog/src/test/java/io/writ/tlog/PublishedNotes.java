package io.writ.tlog;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.util.Arrays;
import java.util.Base64;

/** Keys and notes that others published; where from is in the vectors' README. */
final class PublishedNotes {
  static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  static final String PETER_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  static final String PETER_LINE =
      "\u2014 PeterNeumann"
          + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  static final String QUASIMODO_LINE =
      "\u2014 quasimodo.example/salvatore"
          + " NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  static final String QUASIMODO_TEXT =
      """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed \u00e8 subito sera.
      """;
  static final String SOFA_TEXT =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  static final String SOFA_LINE =
      "\u2014 example.com/behind-the-sofa"
          + " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

  /** The key part of {@code PRIVATE+KEY+PeterNeumann+c74f20a3+…}: a type byte and the seed. */
  private static final String PETER_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private PublishedNotes() {}

  static SigningKey peterSigner() {
    byte[] typed = Base64.getDecoder().decode(PETER_SECRET);
    return SigningKey.fromSeed(
        SignatureAlgorithm.ED25519, Arrays.copyOfRange(typed, 1, typed.length));
  }

  /** A key of ours, from a public seed. */
  static SigningKey signer(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SigningKey.fromSeed(SignatureAlgorithm.ED25519, bytes);
  }

  static NoteKey key(String name, int seed) {
    return new NoteKey(name, signer(seed).publicKey());
  }
}
