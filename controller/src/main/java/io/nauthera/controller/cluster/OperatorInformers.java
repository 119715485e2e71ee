package io.nauthera.controller.cluster;

import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.nauthera.runtime.Liveness;
import java.util.Optional;

/** Whether the informers of the operator SDK, which has started, run. One that reconnects does. */
public final class OperatorInformers implements Liveness.Part {
  private final RuntimeInfo operator;

  public OperatorInformers(RuntimeInfo operator) {
    this.operator = operator;
  }

  @Override
  public Optional<String> failure() {
    return operator.getRegisteredControllers().stream()
        .filter(OperatorInformers::hasStopped)
        .findFirst()
        .map(controller ->
            "an informer of reconciler %s has stopped"
                .formatted(controller.getConfiguration().getName()));
  }

  private static boolean hasStopped(RegisteredController<?> controller) {
    for (InformerWrappingEventSourceHealthIndicator<?> source :
        controller.getControllerHealthInfo().informerEventSourceHealthIndicators().values()) {
      for (InformerHealthIndicator informer : source.informerHealthIndicators().values()) {
        if (!informer.isRunning()) {
          return true;
        }
      }
    }
    return false;
  }
}
