package io.nauthera.controller.authclient;

import io.nauthera.api.policy.Violation;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what the steps find out about a client; starts with what its status says already. */
final class AuthClientStatusBuilder {
  /** Each waits for the one before it; Ready is true if all are. */
  private static final List<ConditionType> STEPS =
      List.of(
          ConditionType.RESOLVED_REFS,
          ConditionType.ACCEPTED,
          ConditionType.PROGRAMMED,
          ConditionType.CREDENTIALS_PUBLISHED);

  private static final Finding READY =
      Finding.holds(
          ConditionType.READY,
          Reason.CLIENT_PROVISIONED,
          "the client is registered and its credentials are in the Secret");

  private final @Nullable AuthClientStatus before;
  private final @Nullable Long generation;
  private final Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
  private boolean retry;
  private @Nullable String clientId;
  private @Nullable String issuerUrl;
  private @Nullable SecretRef secret;
  private @Nullable Effective effective;
  private List<GoverningPolicy> policies = List.of();
  private List<AuthClientStatus.Violation> violations = List.of();

  AuthClientStatusBuilder(AuthClient client) {
    before = client.getStatus();
    generation = client.getMetadata().getGeneration();
    if (before != null) {
      clientId = before.clientId();
      issuerUrl = before.issuerUrl();
      secret = before.clientSecretRef();
      effective = before.effective();
    }
  }

  /** Whether the client was registered before. */
  boolean isRegistered() {
    return clientId != null;
  }

  /** Records the finding of a step; the value is there if the pipeline goes on. */
  <T> Optional<T> add(StepResult<T> result) {
    add(result.finding());
    return switch (result) {
      case StepResult.Done<T>(var value, var finding) -> Optional.of(value);
      case StepResult.Blocked<T> blocked -> Optional.empty();
      case StepResult.RetryLater<T> later -> {
        retry = true;
        yield Optional.empty();
      }
    };
  }

  AuthClientStatusBuilder add(Finding finding) {
    findings.put(finding.type(), finding);
    return this;
  }

  AuthClientStatusBuilder governedBy(List<GoverningPolicy> governing) {
    policies = governing;
    return this;
  }

  AuthClientStatusBuilder violates(List<Violation> found) {
    violations = ListedViolations.of(found);
    return this;
  }

  void registeredAs(String id, String issuer, Effective settings) {
    clientId = id;
    issuerUrl = issuer;
    effective = settings;
  }

  void publishedIn(String name) {
    secret = new SecretRef(name);
  }

  boolean wantsRetry() {
    return retry;
  }

  AuthClientStatus build(Instant now) {
    return new AuthClientStatus(
        generation,
        conditions(now),
        clientId,
        issuerUrl,
        secret,
        secret,
        effective,
        policies.isEmpty() ? null : policies,
        violations.isEmpty() ? null : violations,
        null);
  }

  /** Consistent stands beside the steps: a client can be ready although its policies conflict. */
  private List<Condition> conditions(Instant now) {
    List<Condition> previous = before == null ? null : before.conditions();
    Finding consistent =
        findings.getOrDefault(
            ConditionType.CONSISTENT,
            Finding.waitingFor(ConditionType.RESOLVED_REFS, ConditionType.CONSISTENT));
    return Stream.concat(
            Conditions.merge(previous, steps(), READY, generation, now).stream(),
            Conditions.only(previous, List.of(consistent), generation, now).stream())
        .toList();
  }

  private List<Finding> steps() {
    return IntStream.range(0, STEPS.size()).mapToObj(this::step).toList();
  }

  private Finding step(int index) {
    ConditionType type = STEPS.get(index);
    return findings.getOrDefault(type, Finding.waitingFor(STEPS.get(Math.max(0, index - 1)), type));
  }
}
