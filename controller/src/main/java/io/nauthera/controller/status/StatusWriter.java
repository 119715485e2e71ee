package io.nauthera.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.nauthera.api.v1alpha1.Condition;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a status if it changed, and then records the Event about the change. */
public final class StatusWriter {
  private final EventRecorder events;

  public StatusWriter(EventRecorder events) {
    this.events = events;
  }

  /**
   * Records nothing if the status cannot be written: the next reconciliation repeats both.
   *
   * @param patch writes the status at the API server; what it throws is passed on
   */
  public <S> void write(
      HasMetadata resource,
      @Nullable S before,
      S after,
      Function<S, @Nullable List<Condition>> conditions,
      Consumer<S> patch) {
    if (after.equals(before)) {
      return;
    }
    patch.accept(after);
    events.transition(
        resource, before == null ? null : conditions.apply(before), conditions.apply(after));
  }
}
