package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.AuthClientStatus.Phase;
import io.nauthera.api.v1alpha1.AuthClientStatus.Registration;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.Happening;
import java.time.Instant;
import java.util.ArrayList;
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
  private final List<Happening> happenings = new ArrayList<>();
  private @Nullable LookAgain lookAgain;
  private boolean isKnown = true;
  private @Nullable Registration registration;
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
      registration = before.registration();
      clientId = before.clientId();
      issuerUrl = before.issuerUrl();
      secret = before.clientSecretRef();
      effective = before.effective();
    }
  }

  /** Whether the server has the client, or may have it. */
  boolean isRegistered() {
    return AuthClients.isRegistered(before);
  }

  /** Where the client is registered or may be; empty if it never was. */
  Optional<Registration> registration() {
    return Optional.ofNullable(registration);
  }

  /** Records the finding of a step; the value is there if the pipeline goes on. */
  <T> Optional<T> add(StepResult<T> result) {
    return switch (result) {
      case StepResult.Done<T>(var value, var finding) -> {
        add(finding);
        yield Optional.of(value);
      }
      case StepResult.Blocked<T>(var finding, var when) -> {
        add(finding);
        lookAgain = when;
        yield Optional.empty();
      }
      case StepResult.NotKnownYet<T> notYet -> {
        isKnown = false;
        lookAgain = LookAgain.SOON;
        yield Optional.empty();
      }
    };
  }

  AuthClientStatusBuilder add(Finding finding) {
    findings.put(finding.type(), finding);
    return this;
  }

  /** Becomes an Event after the status is written. */
  AuthClientStatusBuilder happened(EventReason reason, String note) {
    happenings.add(new Happening(reason, note));
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

  /** The client is about to be created in the realm. */
  AuthClientStatusBuilder registering(String realm) {
    registration = new Registration(realm, Phase.Creating, null);
    return this;
  }

  void registeredAs(String realm, String idAtServer, String id, String issuer, Effective settings) {
    registration = new Registration(realm, Phase.Registered, idAtServer);
    clientId = id;
    issuerUrl = issuer;
    effective = settings;
  }

  /** The server turned out to have no client of the AuthClient. */
  void isNotRegistered() {
    registration = null;
    clientId = null;
    issuerUrl = null;
    effective = null;
  }

  void publishedIn(String name) {
    secret = new SecretRef(name);
  }

  /** When to run the pipeline again; empty if only a change can make a difference. */
  Optional<LookAgain> lookAgain() {
    return Optional.ofNullable(lookAgain);
  }

  /** Whether the status can be written: false if a step could not know yet. */
  boolean isKnown() {
    return isKnown;
  }

  List<Happening> happenings() {
    return List.copyOf(happenings);
  }

  /** Whether a condition of the last status has a reason. */
  boolean was(ConditionType type, Reason reason) {
    return Conditions.find(before == null ? null : before.conditions(), type)
        .filter(condition -> condition.reason().equals(reason.toString()))
        .isPresent();
  }

  /** Whether the client was already provisioned for this manifest and these policies. */
  boolean wasProvisioned() {
    return before != null
        && Conditions.isTrue(before.conditions(), ConditionType.PROGRAMMED)
        && generation != null
        && generation.equals(before.observedGeneration())
        && policies.equals(before.governingPolicies());
  }

  /** The last status, with the registration as it is now. */
  AuthClientStatus checkpoint() {
    return before == null
        ? new AuthClientStatus(
            null, null, registration, null, null, null, null, null, null, null, null)
        : new AuthClientStatus(
            before.observedGeneration(),
            before.conditions(),
            registration,
            before.clientId(),
            before.issuerUrl(),
            before.clientSecretRef(),
            before.binding(),
            before.effective(),
            before.governingPolicies(),
            before.violations(),
            before.rotation());
  }

  AuthClientStatus build(Instant now) {
    return new AuthClientStatus(
        generation,
        conditions(now),
        registration,
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
