package io.writ.weave;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import io.writ.api.spi.WritRuntime;
import io.writ.gate.ArgumentList;
import io.writ.gate.Decider;
import io.writ.gate.Gate;
import io.writ.gate.HandOvers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decider of this test JVM: writes down what woven code asks; denies when told to. */
final class RecordingDecider implements Decider, ArgumentList {
  /** In the gate for the life of the JVM, as in a governed one. */
  static final RecordingDecider INSTANCE = install();

  final List<String> calls = new ArrayList<>();
  boolean isDenying;
  private StringBuilder staged = new StringBuilder();

  private RecordingDecider() {}

  private static RecordingDecider install() {
    RecordingDecider decider = new RecordingDecider();
    System.getProperties().put(Gate.HANDOVER, decider);
    if (!Gate.isHeldBy(decider)) {
      throw new AssertionError("the gate was loaded before the test's decider");
    }
    return decider;
  }

  void reset() {
    calls.clear();
    isDenying = false;
  }

  @Override
  public void check(int site, @Nullable Object a, @Nullable Object b, long n) {
    decide("check " + site);
  }

  @Override
  public long enter(int site) {
    decide("enter " + site);
    return calls.size();
  }

  @Override
  public ArgumentList arguments(int site) {
    staged = new StringBuilder().append(site);
    return this;
  }

  @Override
  public long enter(ArgumentList arguments) {
    decide("enter " + staged);
    return calls.size();
  }

  @Override
  public void admit(int site) {
    decide("admit " + site);
  }

  @Override
  public void admit(ArgumentList arguments) {
    decide("admit " + staged);
  }

  private void decide(String question) {
    calls.add(question);
    if (isDenying) {
      throw new WritDenied(Reason.NO_ARTIFACT, "test", "denied");
    }
  }

  @Override
  public void returned(long token) {
    calls.add("returned " + token);
  }

  @Override
  public void threw(long token) {
    calls.add("threw " + token);
  }

  @Override
  public ArgumentList add(long value) {
    staged.append(" long ").append(value);
    return this;
  }

  @Override
  public ArgumentList add(double value) {
    staged.append(" double ").append(value);
    return this;
  }

  @Override
  public ArgumentList add(boolean value) {
    staged.append(" boolean ").append(value);
    return this;
  }

  @Override
  public ArgumentList add(@Nullable Object value) {
    staged.append(" reference ").append(value);
    return this;
  }

  @Override
  public HandOvers handOvers() {
    return new NoHandOvers();
  }

  @Override
  public WritRuntime runtime() {
    throw new AssertionError("nobody binds here");
  }
}
