package io.nauthera.runtime.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of Nauthera, once: the programs record them, {@code docs/reference/metrics.md} is
 * generated from here. Names follow the conventions of Prometheus. No label has the name of a
 * client, because the number of clients has no bound.
 */
public enum Metric {
  ADMISSION_REVIEW_DURATION(
      Program.WEBHOOK,
      Type.HISTOGRAM,
      "nauthera_admission_review_duration_seconds",
      "Time from the parsed AdmissionReview to its verdict. The verdict is allowed, denied, or error if Nauthera could not decide and denied for that reason.",
      Label.WEBHOOK,
      Label.RESOURCE,
      Label.OPERATION,
      Label.VERDICT),
  ADMISSION_VIOLATIONS(
      Program.WEBHOOK,
      Type.COUNTER,
      "nauthera_admission_violations_total",
      "Violations that created or changed AuthClients added, by rule and by the enforcement of the policies that forbid them. Enforce was refused, Warn was a warning, Audit was not shown to the user.",
      Label.RULE,
      Label.ENFORCEMENT),
  REFUSED_REQUESTS(
      Program.WEBHOOK,
      Type.COUNTER,
      "nauthera_webhook_refused_requests_total",
      "Requests that the webhook refused before it could review them, which no other metric counts. The reason is tls (the caller does not trust the certificate, has none that the webhook trusts, or does not speak TLS), not_found, content_type, malformed, too_large, timeout (it did not arrive in time), overload (too many requests at the same time), disconnected or internal_error.",
      Label.REASON),
  CERTIFICATE_START(
      Program.WEBHOOK,
      Type.GAUGE,
      "nauthera_webhook_certificate_start_timestamp_seconds",
      "When the serving certificate in use became valid, in seconds since 1970."),
  CERTIFICATE_EXPIRY(
      Program.WEBHOOK,
      Type.GAUGE,
      "nauthera_webhook_certificate_expiry_timestamp_seconds",
      "When the serving certificate in use expires, in seconds since 1970."),
  CACHE_SYNCED(
      Program.BOTH,
      Type.GAUGE,
      "nauthera_cache_synced",
      "1 if the cache of this kind has received everything that existed when the process started, otherwise 0.",
      Label.KIND),
  CACHE_OUTAGE(
      Program.BOTH,
      Type.GAUGE,
      "nauthera_cache_outage_seconds",
      "How long the watch of this kind has been down; 0 while it works.",
      Label.KIND),
  LEADER(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_leader",
      "1 if this process is the active controller, otherwise 0."),
  RECONCILE_DURATION(
      Program.CONTROLLER,
      Type.HISTOGRAM,
      "nauthera_reconcile_duration_seconds",
      "Time of one reconciliation. The result is success, or error if it failed and is repeated. A server that cannot be used is not an error: see the metrics of calls.",
      Label.KIND,
      Label.RESULT),
  SERVER_CALL_DURATION(
      Program.CONTROLLER,
      Type.HISTOGRAM,
      "nauthera_server_call_duration_seconds",
      "Time of one HTTP request to an AuthServer. The outcome is success, rejected (400, 404, 409 and others: the answer is about one client), unauthorized (401, 403), throttled (429), server_error (5xx) or no_answer.",
      Label.SERVER,
      Label.OUTCOME),
  SERVER_CIRCUIT_OPEN(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_server_circuit_open",
      "1 while the AuthServer is not called because calls to it failed or were slow, except for probes; otherwise 0.",
      Label.SERVER),
  CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_clients",
      "AuthClients that refer to the AuthServer, by the status of their condition Ready.",
      Label.SERVER,
      Label.READY),
  GOVERNED_CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_governed_clients",
      "AuthClients that at least one policy governs.",
      Label.SERVER),
  VIOLATING_CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_violating_clients",
      "AuthClients that violate a policy or the baseline.",
      Label.SERVER),
  UNGOVERNED_CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_ungoverned_clients",
      "AuthClients that no policy governs. Those that are registered keep their last accepted configuration.",
      Label.SERVER),
  ORPHANED_CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_orphaned_clients",
      "Clients in the realm of the AuthServer that were registered from this cluster and that no AuthClient has.",
      Label.SERVER),
  POLICY_VIOLATING_CLIENTS(
      Program.CONTROLLER,
      Type.GAUGE,
      "nauthera_policy_violating_clients",
      "AuthClients that violate the policy, whatever its enforcement is.",
      Label.POLICY,
      Label.ENFORCEMENT),
  EVENTS_DROPPED(
      Program.CONTROLLER,
      Type.COUNTER,
      "nauthera_events_dropped_total",
      "Events that were not recorded, because too many waited.");

  private final Program program;
  private final Type type;
  private final String id;
  private final String help;

  /** Unmodifiable. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Label> labels;

  Metric(Program program, Type type, String id, String help, Label... labels) {
    this.program = program;
    this.type = type;
    this.id = id;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** What exposes a metric. */
  public enum Program {
    WEBHOOK,
    CONTROLLER,
    BOTH;

    boolean exposes(Metric metric) {
      return metric.program == this || metric.program == BOTH;
    }
  }

  /** The types of Prometheus. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** The labels, each with the values that it can have. */
  public enum Label {
    WEBHOOK("validating or mutating"),
    RESOURCE("authclients, authpolicies, authservers, userstores, or other"),
    OPERATION("create, update or delete"),
    VERDICT("allowed, denied or error"),
    RULE("an identifier of docs/rules.md"),
    REASON(
        "tls, not_found, content_type, malformed, too_large, timeout, overload, disconnected or internal_error"),
    ENFORCEMENT("Enforce, Warn or Audit"),
    KIND("a kind of Nauthera, or Namespace"),
    RESULT("success or error"),
    SERVER("namespace/name of an AuthServer"),
    OUTCOME("success, rejected, unauthorized, throttled, server_error or no_answer"),
    READY("True, False or Unknown"),
    POLICY("namespace/name of an AuthPolicy");

    private final String meaning;

    Label(String meaning) {
      this.meaning = meaning;
    }

    /** What it can be, for the reference page. */
    public String meaning() {
      return meaning;
    }

    /** As in queries. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Program program() {
    return program;
  }

  public Type type() {
    return type;
  }

  /** As Prometheus shows it; the series of a histogram have suffixes. */
  public String id() {
    return id;
  }

  public String help() {
    return help;
  }

  public List<Label> labels() {
    return labels;
  }

  String[] labelNames() {
    return labels.stream().map(Label::toString).toArray(String[]::new);
  }
}
