package io.nauthera.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.nauthera.api.v1alpha1.Condition;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a status if it changed, and then records Events. */
public final class StatusWriter {
  private final EventRecorder events;

  public StatusWriter(EventRecorder events) {
    this.events = events;
  }

  /**
   * Writes a status, and records the change of Ready. Does not record it if the status cannot be
   * written: the next reconciliation repeats both.
   *
   * @param patch writes the status at the API server; what it throws is passed on
   */
  public <S> void write(
      HasMetadata resource,
      @Nullable S before,
      S after,
      Function<S, @Nullable List<Condition>> conditions,
      Consumer<S> patch) {
    write(resource, before, after, conditions, List.of(), patch);
  }

  /**
   * Writes a status, and then records what happened and the change of Ready.
   *
   * @param happenings are recorded also if the status did not change or cannot be written: no later
   *     reconciliation does the same again
   * @param patch writes the status at the API server; what it throws is passed on
   */
  public <S> void write(
      HasMetadata resource,
      @Nullable S before,
      S after,
      Function<S, @Nullable List<Condition>> conditions,
      List<Happening> happenings,
      Consumer<S> patch) {
    boolean changed = !after.equals(before);
    try {
      if (changed) {
        patch.accept(after);
      }
    } finally {
      record(resource, happenings);
    }
    if (changed) {
      events.transition(
          resource, before == null ? null : conditions.apply(before), conditions.apply(after));
    }
  }

  /** Records what happened to a resource whose status is not written, e.g. at its end. */
  public void record(HasMetadata resource, List<Happening> happenings) {
    happenings.forEach(happening -> events.happened(resource, happening));
  }
}
