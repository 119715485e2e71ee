package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.tracing.Span;
import io.nauthera.runtime.tracing.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measures and traces each reconciliation, where the operator SDK calls the reconcilers. */
public final class MeasuredReconciliations implements Metrics {
  /** The operator SDK names the resource before it calls the reconciler, on the same thread. */
  private static final ThreadLocal<@Nullable HasMetadata> RUNNING = new ThreadLocal<>();

  private final io.nauthera.runtime.metrics.Metrics metrics;
  private final Tracing tracing;

  public MeasuredReconciliations(io.nauthera.runtime.metrics.Metrics metrics, Tracing tracing) {
    this.metrics = metrics;
    this.tracing = tracing;
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
    RUNNING.set(resource);
  }

  @Override
  public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
    RUNNING.remove();
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    String kind = kind(execution);
    long start = System.nanoTime();
    String result = "error";
    try (Span span = span(execution.name(), kind)) {
      try {
        T done = execution.execute();
        result = "success";
        return done;
      } catch (Exception e) {
        span.failed(e.getClass().getSimpleName());
        throw e;
      }
    } finally {
      metrics.observe(
          Metric.RECONCILE_DURATION, Duration.ofNanos(System.nanoTime() - start), kind, result);
    }
  }

  /** {@code step} is reconcile or cleanup. */
  private Span span(String step, String kind) {
    Span span = tracing.start(step + " " + kind, Tracing.Role.INTERNAL).with(Tracing.KIND, kind);
    HasMetadata resource = RUNNING.get();
    if (resource == null) {
      return span;
    }
    var metadata = resource.getMetadata();
    return span.with(Tracing.NAMESPACE, metadata.getNamespace())
        .with(Tracing.NAME, metadata.getName())
        .with(Tracing.UID, metadata.getUid())
        .with(Tracing.GENERATION, Objects.requireNonNullElse(metadata.getGeneration(), 0L));
  }

  private static String kind(ControllerExecution<?> execution) {
    return execution.metadata().get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind kind
        ? kind.getKind()
        : execution.controllerName();
  }
}
