package io.writ.adapters.grpc;

import io.grpc.ServerCall.Listener;
import io.writ.api.Handoff;

/**
 * Binds what a call brought in each of its events. A scope that the service leaves open ends with
 * the event.
 */
final class CarryingListener<Q> extends Listener<Q> {
  private final Listener<Q> listener;
  private final Handoff brought;

  CarryingListener(Listener<Q> listener, Handoff brought) {
    this.listener = listener;
    this.brought = brought;
  }

  @Override
  public void onMessage(Q message) {
    brought.run(() -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    brought.run(() -> listener.onHalfClose());
  }

  @Override
  public void onCancel() {
    brought.run(() -> listener.onCancel());
  }

  @Override
  public void onComplete() {
    brought.run(() -> listener.onComplete());
  }

  @Override
  public void onReady() {
    brought.run(() -> listener.onReady());
  }
}
