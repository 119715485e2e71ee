package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about one client, step by step, until it becomes its status. Begins with what
 * was known before.
 */
final class ClientReport {
  private static final List<ConditionType> STEPS =
      List.of(
          ConditionType.RESOLVED_REFS,
          ConditionType.ACCEPTED,
          ConditionType.PROGRAMMED,
          ConditionType.CREDENTIALS_PUBLISHED);

  private final @Nullable AuthClientStatus before;
  private final @Nullable Long generation;
  private final List<Finding> findings = new ArrayList<>();
  private Finding consistency =
      Finding.waits(ConditionType.CONSISTENT, "waits for " + ConditionType.RESOLVED_REFS);
  private boolean retry;
  private @Nullable String clientId;
  private @Nullable String issuerUrl;
  private @Nullable SecretRef secret;
  private @Nullable Effective effective;
  private List<GoverningPolicy> policies = List.of();
  private List<AuthClientStatus.Violation> violations = List.of();

  ClientReport(AuthClient client) {
    before = client.getStatus();
    generation = client.getMetadata().getGeneration();
    if (before != null) {
      clientId = before.clientId();
      issuerUrl = before.issuerUrl();
      secret = before.clientSecretRef();
      effective = before.effective();
    }
  }

  /** Whether the client is known to have been registered. */
  boolean isRegistered() {
    return clientId != null;
  }

  Optional<String> clientId() {
    return Optional.ofNullable(clientId);
  }

  ClientReport found(Finding finding) {
    findings.add(finding);
    return this;
  }

  /** Beside the steps: a client is ready also where policies contradict each other. */
  ClientReport consistent(Finding finding) {
    consistency = finding;
    return this;
  }

  ClientReport stopped(Step.Stopped<?> stopped) {
    retry = stopped.retry();
    return found(stopped.finding());
  }

  ClientReport governedBy(List<GoverningPolicy> governing) {
    policies = governing;
    return this;
  }

  ClientReport violates(List<AuthClientStatus.Violation> found) {
    violations = found;
    return this;
  }

  ClientReport registeredAs(String id, String issuer, Effective settings) {
    clientId = id;
    issuerUrl = issuer;
    effective = settings;
    return this;
  }

  ClientReport publishedIn(String name) {
    secret = new SecretRef(name);
    return this;
  }

  boolean wantsRetry() {
    return retry;
  }

  AuthClientStatus status(Instant now) {
    List<Finding> all = new ArrayList<>(findings);
    STEPS.stream()
        .skip(findings.size())
        .map(type -> Finding.waits(type, "waits for " + STEPS.get(STEPS.indexOf(type) - 1)))
        .forEach(all::add);
    List<Condition> previous = before == null ? null : before.conditions();
    List<Condition> conditions =
        Conditions.merge(
            previous,
            all,
            Finding.holds(
                ConditionType.READY,
                Reason.CLIENT_PROVISIONED,
                "registered, and the credentials are in the Secret"),
            generation,
            now);
    return new AuthClientStatus(
        generation,
        Stream.concat(
                conditions.stream(),
                Conditions.only(previous, List.of(consistency), generation, now).stream())
            .toList(),
        clientId,
        issuerUrl,
        secret,
        secret,
        effective,
        policies.isEmpty() ? null : policies,
        violations.isEmpty() ? null : violations,
        null);
  }
}
