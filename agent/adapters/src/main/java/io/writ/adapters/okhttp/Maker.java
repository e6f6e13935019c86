package io.writ.adapters.okhttp;

import io.writ.api.Handoff;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Who made a call. It travels in the request, which an application can take out of a response and
 * send again as somebody else; so it is good for the one call alone.
 */
final class Maker {
  private final Handoff handoff;
  private volatile @Nullable Call made;

  Maker(Handoff handoff) {
    this.handoff = handoff;
  }

  void made(Call call) {
    made = call;
  }

  /** What was bound where the call was made, or null when another call shows it. */
  @Nullable Handoff of(Call call) {
    return made == call ? handoff : null;
  }
}
