package io.nauthera.controller.metrics;

import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicySpec.Enforcement;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.status.Conditions;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts AuthClients by AuthServer and by AuthPolicy, as their statuses say it. Every replica of
 * the controller shows the same.
 */
public final class ResourceGauges {
  private final ClusterState cluster;

  private ResourceGauges(ClusterState cluster) {
    this.cluster = cluster;
  }

  public static void show(ClusterState cluster, Metrics metrics) {
    var gauges = new ResourceGauges(cluster);
    metrics.gauge(Metric.CLIENTS, gauges::clients);
    metrics.gauge(Metric.GOVERNED_CLIENTS, () -> gauges.count(ResourceGauges::isGoverned));
    metrics.gauge(Metric.VIOLATING_CLIENTS, () -> gauges.count(ResourceGauges::isViolating));
    metrics.gauge(Metric.UNGOVERNED_CLIENTS, () -> gauges.count(ResourceGauges::isUngoverned));
    metrics.gauge(Metric.ORPHANED_CLIENTS, gauges::orphans);
    metrics.gauge(Metric.POLICY_VIOLATING_CLIENTS, gauges::violatingByPolicy);
  }

  private List<Sample> clients() {
    return Stream.of(Condition.Status.values())
        .flatMap(ready -> count(status -> ready(status) == ready, ready.toString()).stream())
        .toList();
  }

  private static Condition.Status ready(@Nullable AuthClientStatus status) {
    return status == null
        ? Condition.Status.Unknown
        : Conditions.find(status.conditions(), ConditionType.READY)
            .map(Condition::status)
            .orElse(Condition.Status.Unknown);
  }

  private static boolean isGoverned(@Nullable AuthClientStatus status) {
    return status != null && !isEmpty(status.governingPolicies());
  }

  private static boolean isViolating(@Nullable AuthClientStatus status) {
    return status != null && !isEmpty(status.violations());
  }

  private static boolean isUngoverned(@Nullable AuthClientStatus status) {
    return status != null
        && Conditions.find(status.conditions(), ConditionType.ACCEPTED)
            .filter(accepted -> accepted.reason().equals(Reason.UNGOVERNED.toString()))
            .isPresent();
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  /** One sample per AuthServer, also for one without such clients. */
  private List<Sample> count(
      Predicate<@Nullable AuthClientStatus> isCounted, String... moreLabels) {
    Map<ServerName, Integer> counts = new HashMap<>();
    cluster.index().servers().forEach(server -> counts.put(server.name(), 0));
    for (KnownClient known : cluster.index().clients()) {
      Optional<AuthClientStatus> status =
          cluster.client(known.client().name()).flatMap(c -> Optional.ofNullable(c.getStatus()));
      int one = isCounted.test(status.orElse(null)) ? 1 : 0;
      counts.merge(known.client().server(), one, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry ->
            new Sample(
                entry.getValue(),
                Stream.concat(Stream.of(entry.getKey().toString()), Stream.of(moreLabels))
                    .toList()))
        .toList();
  }

  private List<Sample> orphans() {
    return cluster.index().servers().stream()
        .map(Server::name)
        .map(name ->
            Sample.of(cluster.server(name).map(ResourceGauges::orphans).orElse(0), name.toString()))
        .toList();
  }

  private static int orphans(AuthServer server) {
    return server.getStatus() == null || server.getStatus().orphanedClients() == null
        ? 0
        : server.getStatus().orphanedClients().count();
  }

  private List<Sample> violatingByPolicy() {
    return cluster.index().policies().stream()
        .map(policy -> policy.policy().name())
        .flatMap(name -> cluster.policy(name).map(policy -> violating(name, policy)).stream())
        .toList();
  }

  private static Sample violating(PolicyName name, AuthPolicy policy) {
    Enforcement enforcement = policy.getSpec().enforcement();
    var status = policy.getStatus();
    return Sample.of(
        status == null || status.violatingClients() == null ? 0 : status.violatingClients().count(),
        name.toString(),
        (enforcement == null ? Enforcement.Enforce : enforcement).toString());
  }
}
