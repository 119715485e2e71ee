package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.Controller;
import io.nauthera.runtime.WatchedNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reconcilers that the operator SDK runs. Their informers can run without them, so that a
 * standby has everything in memory when it takes over. The SDK can do the same, but only with its
 * own leader election, which is not used ({@code docs/design/0008-installation.md}).
 */
public final class Reconcilers implements AutoCloseable {
  private final Operator operator;
  private final WatchedNamespaces namespaces;
  private final List<Controller<?>> controllers = new ArrayList<>();
  private volatile boolean isWatching;

  /** Without reconcilers. */
  public Reconcilers(Operator operator, WatchedNamespaces namespaces) {
    this.operator = operator;
    this.namespaces = namespaces;
  }

  public <P extends HasMetadata> void add(Reconciler<P> reconciler) {
    RegisteredController<P> registered =
        operator.register(
            reconciler,
            configuration -> {
              if (!namespaces.isAll()) {
                // The SDK has an informer for each namespace but one store for all: each informer
                // would remove what the others have put there. So they keep whole resources.
                configuration.settingNamespaces(namespaces.names()).withItemStore(null);
              }
            });
    controllers.add((Controller<P>) registered);
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
