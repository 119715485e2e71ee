package io.nauthera.controller.authserver;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authserver.ServerConnections.Connected;
import io.nauthera.controller.authserver.ServerConnections.NotConnected;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.cluster.Triggers;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.ServerCheck;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.EventRecorder;
import io.nauthera.controller.status.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of an AuthServer whether it can be used, and looks again and again. */
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(name = "authserver", fieldManager = "nauthera-controller")
public final class AuthServerReconciler implements Reconciler<AuthServer> {
  private static final Duration WHILE_WELL = Duration.ofSeconds(60);
  private static final Duration WHILE_FAILING = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final Triggers triggers;
  private final ServerConnections servers;
  private final EventRecorder events;
  private final Clock clock;

  public AuthServerReconciler(
      Cluster cluster,
      Triggers triggers,
      ServerConnections servers,
      EventRecorder events,
      Clock clock) {
    this.cluster = cluster;
    this.triggers = triggers;
    this.servers = servers;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, AuthServer>> prepareEventSources(
      EventSourceContext<AuthServer> context) {
    return List.of(triggers.servers());
  }

  @Override
  public UpdateControl<AuthServer> reconcile(AuthServer server, Context<AuthServer> context) {
    AuthServerStatus before = server.getStatus();
    AuthServerStatus after = status(server, before);
    boolean well = Conditions.isTrue(after.conditions(), ConditionType.READY);
    if (!after.equals(before)) {
      events.transition(server, before == null ? null : before.conditions(), after.conditions());
      StatusPatch.write(new AuthServer(), server, after, context);
    }
    return UpdateControl.<AuthServer>noUpdate().rescheduleAfter(well ? WHILE_WELL : WHILE_FAILING);
  }

  private AuthServerStatus status(AuthServer server, @Nullable AuthServerStatus before) {
    var name = AuthServers.name(server);
    String known = before == null ? null : before.serverVersion();
    List<Finding> findings;
    String version = known;
    switch (servers.to(server)) {
      case NotConnected(var reason, var detail) ->
          findings =
              List.of(
                  Finding.waits(ConditionType.REACHABLE, "waits for credentials"),
                  Finding.fails(ConditionType.AUTHORIZED, reason, detail));
      case Connected connected -> {
        ServerCheck check = connected.check();
        findings =
            check.found().map(AuthServerReconciler::problem).orElseGet(AuthServerReconciler::well);
        version = check.serverVersion() == null ? known : check.serverVersion();
      }
    }
    Long generation = server.getMetadata().getGeneration();
    var ready = Finding.holds(ConditionType.READY, Reason.AVAILABLE, "clients can be registered");
    int counted =
        (int)
            cluster.index().policiesIn(name.namespace()).stream()
                .filter(
                    policy -> cluster.index().server(name).filter(policy::countsFor).isPresent())
                .count();
    return new AuthServerStatus(
        generation,
        Conditions.merge(
            before == null ? null : before.conditions(),
            findings,
            ready,
            generation,
            clock.instant()),
        cluster.index().clientsOf(name).size(),
        counted,
        version);
  }

  private static List<Finding> well() {
    return List.of(
        Finding.holds(ConditionType.REACHABLE, Reason.ANSWERED, "the server answers"),
        Finding.holds(
            ConditionType.AUTHORIZED,
            Reason.ANSWERED,
            "the service account may do what is needed"));
  }

  private static List<Finding> problem(Unavailable problem) {
    Reason reason = Causes.reason(problem.cause());
    boolean answers =
        problem.cause() == Cause.CREDENTIALS_REJECTED || problem.cause() == Cause.FORBIDDEN;
    return answers
        ? List.of(
            Finding.holds(ConditionType.REACHABLE, Reason.ANSWERED, "the server answers"),
            Finding.fails(ConditionType.AUTHORIZED, reason, problem.detail()))
        : List.of(
            Finding.fails(ConditionType.REACHABLE, reason, problem.detail()),
            Finding.waits(ConditionType.AUTHORIZED, "waits for the server"));
  }
}
