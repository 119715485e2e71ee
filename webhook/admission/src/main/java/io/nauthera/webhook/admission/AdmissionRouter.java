package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A review in, a response out. Whatever goes wrong on the way denies. */
public final class AdmissionRouter {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionRouter.class);

  private static final String PREFIX = AuthApi.GROUP + "/" + AuthApi.VERSION + "/";
  private static final String AUTH_CLIENTS = PREFIX + "authclients";
  private static final String AUTH_SERVERS = PREFIX + "authservers";
  private static final String AUTH_POLICIES = PREFIX + "authpolicies";
  private static final String USER_STORES = PREFIX + "userstores";

  private final Map<String, Admission> admissions;

  private AdmissionRouter(Map<String, Admission> admissions) {
    this.admissions = Map.copyOf(admissions);
  }

  /** Judges AuthClients, AuthPolicies, AuthServers and UserStores. */
  public static AdmissionRouter validating(ClusterView view, KnownClients clients) {
    var evaluator = new PolicyEvaluator();
    var impact = new ImpactWarnings(view, clients, evaluator);
    return new AdmissionRouter(
        Map.of(
            AUTH_CLIENTS,
            new AuthClientAdmission(view, evaluator),
            AUTH_SERVERS,
            new AuthServerAdmission(view, impact),
            AUTH_POLICIES,
            new AuthPolicyAdmission(view, impact),
            USER_STORES,
            new UserStoreAdmission()));
  }

  /** Fills in AuthClients. */
  public static AdmissionRouter mutating() {
    return new AdmissionRouter(Map.of(AUTH_CLIENTS, new AuthClientMutation()));
  }

  public ObjectNode answer(JsonNode body) throws MalformedReview {
    AdmissionRequest review = AdmissionRequest.parse(body);
    return AdmissionResponses.of(review.uid(), verdict(review));
  }

  public Verdict verdict(AdmissionRequest review) {
    Admission admission = admissions.get(review.resource());
    if (admission == null) {
      return new Verdict.Refused(
          400,
          "BadRequest",
          "Nauthera does not judge " + review.resource() + ": its webhook configuration is wrong");
    }
    try {
      return admission.review(review);
    } catch (ResourceReader.Unreadable e) {
      return new Verdict.Invalid(
          review.kind(),
          review.name(),
          List.of(Verdict.Cause.invalid(e.field(), String.valueOf(e.getMessage()))),
          List.of());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("uid", review.uid())
          .addKeyValue("resource", review.resource())
          .setCause(e)
          .log("cannot judge, so denied");
      return new Verdict.Refused(
          500,
          "InternalError",
          "internal error of Nauthera, denied: its log says why under uid " + review.uid());
    }
  }
}
