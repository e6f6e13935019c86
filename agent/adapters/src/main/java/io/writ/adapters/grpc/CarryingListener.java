package io.writ.adapters.grpc;

import io.grpc.ServerCall.Listener;
import io.writ.api.Handoff;
import io.writ.api.Scope;

/** Binds what a call brought in each of its events. */
final class CarryingListener<Q> extends Listener<Q> {
  private final Listener<Q> listener;
  private final Handoff brought;

  CarryingListener(Listener<Q> listener, Handoff brought) {
    this.listener = listener;
    this.brought = brought;
  }

  @Override
  public void onMessage(Q message) {
    try (Scope scope = brought.open()) {
      listener.onMessage(message);
    }
  }

  @Override
  public void onHalfClose() {
    try (Scope scope = brought.open()) {
      listener.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    try (Scope scope = brought.open()) {
      listener.onCancel();
    }
  }

  @Override
  public void onComplete() {
    try (Scope scope = brought.open()) {
      listener.onComplete();
    }
  }

  @Override
  public void onReady() {
    try (Scope scope = brought.open()) {
      listener.onReady();
    }
  }
}
