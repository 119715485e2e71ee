package io.nauthera.webhook.admission;

import io.nauthera.api.mapping.Durations;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the schema cannot tell about an AuthPolicy: the order of lifetimes, cron expressions, host
 * patterns, selectors.
 */
final class AuthPolicyValidator {
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+]");

  private AuthPolicyValidator() {}

  static List<Verdict.Cause> check(AuthPolicySpec spec) {
    List<Verdict.Cause> causes = new ArrayList<>();
    checkSchedule(spec.clientAuthentication(), causes);
    causes.addAll(LabelSelectorValidator.check("spec.clientSelector", spec.clientSelector()));
    causes.addAll(LabelSelectorValidator.check("spec.namespaceSelector", spec.namespaceSelector()));
    checkHosts(spec.redirectUris(), causes);
    checkLifetimes(spec.token(), causes);
    return causes;
  }

  private static void checkLifetimes(
      AuthPolicySpec.@Nullable Token token, List<Verdict.Cause> causes) {
    String access = token == null ? null : token.accessTokenTTL();
    String refresh = token == null ? null : token.refreshTokenTTL();
    if (access != null
        && refresh != null
        && Durations.parse(access).compareTo(Durations.parse(refresh)) > 0) {
      causes.add(
          Verdict.Cause.invalid(
              "spec.token.refreshTokenTTL",
              "\"%s\" is shorter than accessTokenTTL \"%s\": a refresh token must outlive the access token"
                  .formatted(refresh, access)));
    }
  }

  private static void checkSchedule(
      AuthPolicySpec.@Nullable ClientAuthentication authentication, List<Verdict.Cause> causes) {
    var rotation = authentication == null ? null : authentication.secretRotation();
    String schedule = rotation == null ? null : rotation.schedule();
    if (schedule == null) {
      return;
    }
    CronExpressions.defectOf(schedule)
        .ifPresent(defect ->
            causes.add(
                Verdict.Cause.invalid(
                    "spec.clientAuthentication.secretRotation.schedule",
                    "\"%s\" is no cron expression: %s; e.g. \"0 0 * * *\" for every midnight (UTC)"
                        .formatted(schedule, defect))));
  }

  private static void checkHosts(
      AuthPolicySpec.@Nullable RedirectUris uris, List<Verdict.Cause> causes) {
    List<String> hosts = uris == null ? null : uris.allowedHosts();
    if (hosts == null) {
      return;
    }
    for (int i = 0; i < hosts.size(); i++) {
      if (!HOST.matcher(hosts.get(i)).matches()) {
        causes.add(
            Verdict.Cause.invalid(
                "spec.redirectUris.allowedHosts[" + i + "]",
                "\"%s\" is no host: give one exactly (app.example.com), or *.example.com for one leading label; to allow any host leave the field out"
                    .formatted(hosts.get(i))));
      }
    }
  }
}
