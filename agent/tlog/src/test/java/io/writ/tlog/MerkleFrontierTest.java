package io.writ.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import io.writ.core.encoding.Sha256;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class MerkleFrontierTest {
  private static final int SIZES = 1100;

  @Test
  void root_isThatOfTheRecursion_atEverySize() {
    NaiveTree tree = NaiveTree.of(SIZES);
    MerkleFrontier frontier = new MerkleFrontier();
    for (int size = 0; size <= SIZES; size++) {
      assertEquals(size, frontier.size());
      assertArrayEquals(tree.root(size), frontier.root(), "size " + size);
      assertArrayEquals(frontier.root(), frontier.root(), "asking for the root changed it");
      frontier.append(NaiveTree.leafHash(size));
    }
  }

  @Test
  void leafHash_isTheSame_fromArraysAndBuffers() {
    byte[] entry = NaiveTree.entry(7);
    MessageDigest sha256 = Sha256.begin();
    byte[] to = new byte[MerkleHash.LENGTH_BYTES];
    ByteBuffer direct = ByteBuffer.allocateDirect(16).position(4).put(entry).position(4).limit(12);
    MerkleHash.leaf(sha256, direct, to);
    assertArrayEquals(MerkleHash.leaf(entry), to);
    assertEquals(0, direct.remaining());
    MerkleHash.leaf(sha256, ByteBuffer.wrap(entry), to);
    assertArrayEquals(MerkleHash.leaf(entry), to, "the digest was not left empty");
  }

  @Test
  void hashOfAnotherLength_isRefused() {
    MerkleFrontier frontier = new MerkleFrontier();
    assertThrows(IllegalArgumentException.class, () -> frontier.append(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> MerkleHash.node(new byte[32], new byte[33]));
    assertEquals(0, frontier.size());
  }

  @Test
  void append_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    MerkleFrontier frontier = new MerkleFrontier();
    byte[] leaf = NaiveTree.leafHash(1);
    byte[] entry = NaiveTree.entry(1);
    ByteBuffer buffer = ByteBuffer.wrap(entry);
    MessageDigest sha256 = Sha256.begin();
    for (int i = 0; i < 20_000; i++) {
      MerkleHash.leaf(sha256, buffer.position(0), leaf);
      frontier.append(leaf);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      MerkleHash.leaf(sha256, buffer.position(0), leaf);
      frontier.append(leaf);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // Asking costs some bytes itself; one allocation in each append would be 160,000.
    assertEquals(0, allocated / 10_000, "bytes for 10,000 appends: " + allocated);
  }
}
