package io.writ.weave;

import io.writ.core.lineage.HandOverKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the JDK at which a task is submitted, or at which it runs, and what is woven there.
 *
 * @param className with dots
 * @param method its name
 * @param descriptor null for every method of that name
 * @param since the first JDK that has it
 * @param until the last JDK that has it
 * @param change what is woven
 */
record HandOverPoint(
    String className,
    String method,
    @Nullable String descriptor,
    int since,
    int until,
    Change change) {

  boolean isOn(int feature) {
    return since <= feature && feature <= until;
  }

  boolean isAt(MethodKey key) {
    return key.name().equals(method) && (descriptor == null || descriptor.equals(key.descriptor()));
  }

  /** One thing that is woven. */
  sealed interface Change {}

  /** Where a submission is seen. */
  enum Where {
    /** In front of the body. */
    START,
    /** In front of each return. */
    RETURN,
    /** In front of each call of one of {@code calls}. */
    BEFORE,
    /** Behind each call of one of {@code calls}; what it returned is the key. */
    AFTER,
    /** In front of each call of one of {@code calls}; what it is called on is the key. */
    ON
  }

  /**
   * {@code Work.submitted(key, how)}.
   *
   * @param calls the names that the called method has on one JDK or the other; none for START and
   *     RETURN
   * @param key the slot of the object that stands for the submission
   * @param period the slot of a long that is 0 unless the task is periodic; -1 for none
   */
  record Submit(Where where, List<String> calls, int key, int period, int how) implements Change {}

  /** {@code slot = Work.offered(this, slot)}. */
  record Offer(int slot) implements Change {}

  /** {@code slot = Work.handed(slot, isCarried)}. */
  record Handler(int slot, boolean isCarried) implements Change {}

  /** {@code Work.run(task)} in place of {@code task.run()}. */
  record Run(String owner, int how, HandOverKind kind) implements Change {}

  /** {@code Work.call(task, this)} in place of {@code task.call()}. */
  record Call(int how, HandOverKind kind) implements Change {}

  /**
   * {@code Work.begin} in front of the body and {@code Work.end} behind it.
   *
   * @param hasKey whether the receiver stands for the submission
   */
  record Bracket(boolean hasKey, int how, HandOverKind kind) implements Change {}
}
