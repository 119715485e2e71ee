package io.nauthera.controller.cluster;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.nauthera.runtime.Liveness;
import java.util.Optional;

/** Whether the informers of the operator SDK, which has started, run. One that reconnects does. */
public final class OperatorInformers implements Liveness.Part {
  private final Operator operator;

  public OperatorInformers(Operator operator) {
    this.operator = operator;
  }

  @Override
  public Optional<String> failure() {
    for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
      if (hasStopped(controller)) {
        return Optional.of(
            "an informer of reconciler %s has stopped"
                .formatted(controller.getConfiguration().getName()));
      }
    }
    return Optional.empty();
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
