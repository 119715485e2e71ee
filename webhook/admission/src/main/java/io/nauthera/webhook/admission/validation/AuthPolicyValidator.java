package io.nauthera.webhook.admission.validation;

import io.nauthera.api.text.Durations;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates an AuthPolicy: the order of lifetimes, cron expressions, host patterns, selectors. */
public final class AuthPolicyValidator {
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+]");

  private AuthPolicyValidator() {}

  public static List<FieldMessage> check(AuthPolicySpec spec) {
    List<FieldMessage> causes = new ArrayList<>();
    checkSchedule(spec.clientAuthentication(), causes);
    causes.addAll(LabelSelectorValidator.check("spec.clientSelector", spec.clientSelector()));
    causes.addAll(LabelSelectorValidator.check("spec.namespaceSelector", spec.namespaceSelector()));
    checkHosts(spec.redirectUris(), causes);
    checkLifetimes(spec.token(), causes);
    return causes;
  }

  private static void checkLifetimes(
      AuthPolicySpec.@Nullable Token token, List<FieldMessage> causes) {
    String access = token == null ? null : token.accessTokenTTL();
    String refresh = token == null ? null : token.refreshTokenTTL();
    if (access != null
        && refresh != null
        && Durations.parse(access).compareTo(Durations.parse(refresh)) > 0) {
      causes.add(
          new FieldMessage(
              "spec.token.refreshTokenTTL",
              "\"%s\" is shorter than accessTokenTTL \"%s\": a refresh token must live at least as long as an access token"
                  .formatted(refresh, access)));
    }
  }

  private static void checkSchedule(
      AuthPolicySpec.@Nullable ClientAuthentication authentication, List<FieldMessage> causes) {
    var rotation = authentication == null ? null : authentication.secretRotation();
    String schedule = rotation == null ? null : rotation.schedule();
    if (schedule == null) {
      return;
    }
    CronExpressions.defectOf(schedule)
        .ifPresent(defect ->
            causes.add(
                new FieldMessage(
                    "spec.clientAuthentication.secretRotation.schedule",
                    "%s is not a valid cron expression: %s; e.g. \"0 0 * * *\" for midnight every day (UTC)"
                        .formatted(Quoted.of(schedule), defect))));
  }

  private static void checkHosts(
      AuthPolicySpec.@Nullable RedirectUris uris, List<FieldMessage> causes) {
    List<String> hosts = uris == null ? null : uris.allowedHosts();
    if (hosts == null) {
      return;
    }
    for (int i = 0; i < hosts.size(); i++) {
      if (!HOST.matcher(hosts.get(i)).matches()) {
        causes.add(
            new FieldMessage(
                "spec.redirectUris.allowedHosts[" + i + "]",
                Quoted.of(hosts.get(i))
                    + " is not a valid host: use an exact host (app.example.com) or *.example.com for one leading label; to allow any host, remove the field"));
      }
    }
  }
}
