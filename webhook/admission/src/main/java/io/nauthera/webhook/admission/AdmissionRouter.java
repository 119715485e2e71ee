package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.impact.KnownClients;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.FieldMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an AdmissionReview and returns the response. Every error denies the request. */
public final class AdmissionRouter {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionRouter.class);

  private static final int SERVICE_UNAVAILABLE = 503;

  private final Map<String, Admission> admissions;
  private final Supplier<Optional<String>> outage;
  private final ReviewObserver observer;

  private AdmissionRouter(
      Map<String, Admission> admissions,
      Supplier<Optional<String>> outage,
      ReviewObserver observer) {
    this.admissions = Map.copyOf(admissions);
    this.outage = outage;
    this.observer = observer;
  }

  /**
   * The same router, which denies every request during an outage.
   *
   * @param outage what is down and since when; empty while nothing is
   */
  public AdmissionRouter denyingDuring(Supplier<Optional<String>> outage) {
    return new AdmissionRouter(admissions, outage, observer);
  }

  /** The same router, which denies an AuthClient whose requester the mutation has not recorded. */
  public AdmissionRouter requiringRequester() {
    Map<String, Admission> checking = new HashMap<>(admissions);
    checking.computeIfPresent(
        ResourceKind.AUTH_CLIENT.resource(), (resource, next) -> new RequesterCheck(next));
    return new AdmissionRouter(checking, outage, observer);
  }

  /** Validates AuthClients, AuthPolicies, AuthServers and UserStores. */
  public static AdmissionRouter validating(
      ClusterView view, KnownClients clients, LoopbackHttp loopbackHttp) {
    return validating(view, clients, loopbackHttp, ReviewObserver.NONE);
  }

  /** The same with an observer. */
  public static AdmissionRouter validating(
      ClusterView view, KnownClients clients, LoopbackHttp loopbackHttp, ReviewObserver observer) {
    var evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);
    var impact = new ImpactWarnings(view, clients, evaluator);
    return new AdmissionRouter(
        Map.of(
            ResourceKind.AUTH_CLIENT.resource(),
            new AuthClientAdmission(view, evaluator, observer),
            ResourceKind.AUTH_SERVER.resource(),
            new AuthServerAdmission(view, impact, loopbackHttp),
            ResourceKind.AUTH_POLICY.resource(),
            new AuthPolicyAdmission(view, impact),
            ResourceKind.USER_STORE.resource(),
            new UserStoreAdmission()),
        Optional::empty,
        observer);
  }

  /** Sets defaults of AuthClients. */
  public static AdmissionRouter mutating() {
    return mutating(ReviewObserver.NONE);
  }

  /** The same with an observer. */
  public static AdmissionRouter mutating(ReviewObserver observer) {
    return new AdmissionRouter(
        Map.of(ResourceKind.AUTH_CLIENT.resource(), new AuthClientMutation()),
        Optional::empty,
        observer);
  }

  /** Whether the answer may need all clients, and so seconds: only for one client it does not. */
  public static boolean mayTakeLong(JsonNode body) {
    return !AdmissionRequest.resource(body).equals(ResourceKind.AUTH_CLIENT.resource());
  }

  public ObjectNode answer(JsonNode body, Deadline deadline) throws MalformedReview {
    AdmissionRequest request = AdmissionRequest.parse(body);
    return AdmissionResponses.of(request.uid(), verdict(request, deadline));
  }

  public Verdict verdict(AdmissionRequest request, Deadline deadline) {
    long start = System.nanoTime();
    Verdict verdict = decide(request, deadline);
    observer.reviewed(request, verdict, Duration.ofNanos(System.nanoTime() - start));
    return verdict;
  }

  private Verdict decide(AdmissionRequest request, Deadline deadline) {
    Admission admission = admissions.get(request.resource());
    if (admission == null) {
      return new Verdict.Refused(
          400,
          "BadRequest",
          "Nauthera does not validate "
              + request.resource()
              + ": correct its webhook configuration");
    }
    Optional<String> outage = this.outage.get();
    if (outage.isPresent()) {
      return new Verdict.Refused(
          SERVICE_UNAVAILABLE,
          "ServiceUnavailable",
          "this pod of the Nauthera webhook denies every request, because what it knows can be out of date: %s. Try again; the log of the pod says why"
              .formatted(outage.get()));
    }
    try {
      return admission.review(request, deadline);
    } catch (UnreadableResourceException e) {
      return Verdict.Refused.forbidden(
          "%s. Requests that depend on it are denied until it can be read: update all of Nauthera to one version, or correct it"
              .formatted(e.getMessage()));
    } catch (ResourceReader.Unreadable e) {
      return new Verdict.Invalid(
          request.kind(),
          request.name(),
          List.of(Verdict.Cause.of(new FieldMessage(e.field(), String.valueOf(e.getMessage())))),
          List.of());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("uid", request.uid())
          .addKeyValue("resource", request.resource())
          .setCause(e)
          .log("request denied because of an internal error");
      return new Verdict.Refused(
          500,
          "InternalError",
          "internal error of Nauthera: the request is denied; see the log of the webhook for uid "
              + request.uid());
    }
  }
}
