package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {
  private static final int SIZES = 65;
  private static final NaiveTree TREE = NaiveTree.of(1100);

  /** Proofs like this one, each wrong in one place. */
  private static List<List<byte[]>> mutants(List<byte[]> proof) {
    List<List<byte[]>> mutants = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> flipped = new ArrayList<>(proof);
      flipped.set(i, proof.get(i).clone());
      flipped.get(i)[i % 32] ^= (byte) (1 << (i % 8));
      mutants.add(flipped);
      List<byte[]> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      mutants.add(shorter);
      List<byte[]> cut = new ArrayList<>(proof);
      cut.set(i, Arrays.copyOf(proof.get(i), 31));
      mutants.add(cut);
    }
    for (int i = 0; i <= proof.size(); i++) {
      List<byte[]> longer = new ArrayList<>(proof);
      longer.add(i, i == 0 ? TREE.root(1) : proof.get(i - 1));
      mutants.add(longer);
    }
    return mutants;
  }

  @Test
  void everyLeafUpTo65_isProvenAtItsIndexAlone() throws IOException {
    for (int size = 1; size <= SIZES; size++) {
      byte[] root = TREE.root(size);
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = MerkleProofs.inclusion(TREE, index, size);
        byte[] leaf = NaiveTree.leafHash(index);
        String where = index + " of " + size;
        assertTrue(MerkleProofs.isIncluded(leaf, index, size, proof, root), where);
        for (int other = -1; other <= size; other++) {
          assertEquals(
              other == index,
              MerkleProofs.isIncluded(leaf, other, size, proof, root),
              where + " at " + other);
        }
        assertFalse(MerkleProofs.isIncluded(leaf, index, 2L * size, proof, root), where);
        assertFalse(MerkleProofs.isIncluded(leaf, index, size / 2, proof, root), where);
        assertFalse(MerkleProofs.isIncluded(leaf, index, size, proof, TREE.root(66)), where);
        assertFalse(MerkleProofs.isIncluded(TREE.root(66), index, size, proof, root), where);
        assertFalse(MerkleProofs.isIncluded(leaf, index, size, proof, new byte[0]), where);
        for (List<byte[]> mutant : mutants(proof)) {
          assertFalse(MerkleProofs.isIncluded(leaf, index, size, mutant, root), where);
        }
      }
    }
  }

  @Test
  void everyPairOfSizesUpTo65_isProvenConsistent() throws IOException {
    for (int size = 0; size <= SIZES; size++) {
      byte[] root = TREE.root(size);
      for (int old = 0; old <= size; old++) {
        List<byte[]> proof = MerkleProofs.consistency(TREE, old, size);
        byte[] oldRoot = TREE.root(old);
        String where = old + " in " + size;
        assertTrue(MerkleProofs.isConsistent(old, oldRoot, size, root, proof), where);
        for (int other = -1; other <= size + 1; other++) {
          assertEquals(
              other == old,
              MerkleProofs.isConsistent(other, oldRoot, size, root, proof),
              where + " as " + other);
        }
        byte[] foreign = TREE.root(1, 66);
        assertFalse(MerkleProofs.isConsistent(old, foreign, size, root, proof), where);
        assertFalse(MerkleProofs.isConsistent(size, root, old - 1, oldRoot, proof), where);
        // From the empty tree every tree follows: its proof is empty and says nothing of the root.
        if (old > 0) {
          assertFalse(MerkleProofs.isConsistent(old, oldRoot, size, foreign, proof), where);
          assertFalse(MerkleProofs.isConsistent(old, oldRoot, 2L * size + 1, root, proof), where);
        }
        for (List<byte[]> mutant : mutants(proof)) {
          assertFalse(MerkleProofs.isConsistent(old, oldRoot, size, root, mutant), where);
        }
      }
    }
  }

  @Test
  void randomProofsOfLargerTrees_hold() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int size = 1 + random.nextInt(1100);
      int index = random.nextInt(size);
      String where = "seed " + seed + ": " + index + " of " + size;
      byte[] root = TREE.root(size);
      List<byte[]> proof = MerkleProofs.inclusion(TREE, index, size);
      assertTrue(
          MerkleProofs.isIncluded(NaiveTree.leafHash(index), index, size, proof, root), where);
      List<byte[]> consistency = MerkleProofs.consistency(TREE, index, size);
      assertTrue(
          MerkleProofs.isConsistent(index, TREE.root(index), size, root, consistency), where);
    }
  }

  @Test
  void moreHashesThanATreeIsHigh_areRefused() {
    List<byte[]> proof = Collections.nCopies(65, new byte[32]);
    assertFalse(MerkleProofs.isIncluded(new byte[32], 0, Long.MAX_VALUE, proof, new byte[32]));
    assertFalse(MerkleProofs.isConsistent(1, new byte[32], Long.MAX_VALUE, new byte[32], proof));
  }
}
