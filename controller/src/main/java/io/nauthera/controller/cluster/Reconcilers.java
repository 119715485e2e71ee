package io.nauthera.controller.cluster;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reconcilers that are registered at the operator SDK. Their informers can run without them, so
 * that a standby has everything in memory when it takes over. The SDK can do the same, but only
 * with its own leader election, which is not used ({@code docs/design/0008-installation.md}).
 */
public final class Reconcilers implements AutoCloseable {
  private final Operator operator;
  private final List<Controller<?>> controllers = new ArrayList<>();
  private volatile boolean isWatching;

  public Reconcilers(Operator operator) {
    this.operator = operator;
    for (RegisteredController<?> registered : operator.getRegisteredControllers()) {
      controllers.add((Controller<?>) registered);
    }
  }

  /** Starts the informers, and returns when they have listed everything. */
  public void watch() {
    isWatching = true;
    each("watch", controller -> controller.start(false));
  }

  /** Starts to reconcile, with every resource that exists. */
  public void reconcile() {
    each("reconcile", Controller::startEventProcessing);
  }

  private void each(String thread, Consumer<Controller<?>> task) {
    operator
        .getConfigurationService()
        .getExecutorServiceManager()
        .boundedExecuteAndWaitForAllToComplete(
            controllers.stream(),
            controller -> {
              task.accept(controller);
              return null;
            },
            controller -> thread + "-" + controller.getConfiguration().getName());
  }

  /** Starts no further reconciliation, and waits until those that run have ended. */
  @Override
  public void close() {
    if (isWatching) {
      controllers.forEach(Controller::stop);
    }
    operator.stop();
  }
}
