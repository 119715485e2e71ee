package io.nauthera.webhook.admission.validation;

import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.schedule.CronExpression;
import io.nauthera.api.schedule.IanaTimeZone;
import io.nauthera.api.text.Durations;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates an AuthPolicy: the order of lifetimes, schedules, host patterns, selectors. */
public final class AuthPolicyValidator {
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+]");

  private static final Pattern ENDS_IN_NUMBER = Pattern.compile(".*\\.[0-9]+");
  private static final String WILDCARD = "*.";

  private AuthPolicyValidator() {}

  public static List<FieldMessage> check(AuthPolicySpec spec) {
    List<FieldMessage> causes = new ArrayList<>();
    checkRotation(spec.clientAuthentication(), causes);
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

  private static void checkRotation(
      AuthPolicySpec.@Nullable ClientAuthentication authentication, List<FieldMessage> causes) {
    var rotation = authentication == null ? null : authentication.secretRotation();
    if (rotation == null) {
      return;
    }
    String field = "spec.clientAuthentication.secretRotation";
    Optional.ofNullable(rotation.schedule())
        .flatMap(CronExpression::defectOf)
        .ifPresent(defect -> causes.add(new FieldMessage(field + ".schedule", defect)));
    Optional.ofNullable(rotation.timeZone())
        .flatMap(IanaTimeZone::defectOf)
        .ifPresent(defect -> causes.add(new FieldMessage(field + ".timeZone", defect)));
  }

  private static void checkHosts(
      AuthPolicySpec.@Nullable RedirectUris uris, List<FieldMessage> causes) {
    List<String> hosts = uris == null ? null : uris.allowedHosts();
    if (hosts == null) {
      return;
    }
    for (int i = 0; i < hosts.size(); i++) {
      String field = "spec.redirectUris.allowedHosts[" + i + "]";
      defectOf(hosts.get(i)).ifPresent(defect -> causes.add(new FieldMessage(field, defect)));
    }
  }

  private static Optional<String> defectOf(String host) {
    if (!HOST.matcher(host).matches()) {
      return Optional.of(
          Quoted.of(host)
              + " is not a valid host: use an exact host (app.example.com) or *.example.com for one leading label; to allow any host, remove the field");
    }
    boolean isWildcard = host.startsWith(WILDCARD);
    if (isWildcard && ENDS_IN_NUMBER.matcher(host).matches()) {
      return Optional.of(
          Quoted.of(host)
              + " is not a valid host: a wildcard stands for one label of a DNS name, not for a part of an IP address; list each address");
    }
    String sample = isWildcard ? "a" + host.substring(1) : host;
    return RedirectUri.parse("https://" + sample.toLowerCase(Locale.ROOT) + "/").defects().stream()
        .findFirst()
        .map(defect ->
            "%s matches no valid redirect URI, because such a URI %s"
                .formatted(Quoted.of(host), defect));
  }

  /** Fields of a valid AuthPolicy that probably do not have the intended effect. */
  public static List<FieldMessage> warnings(AuthPolicySpec spec) {
    List<FieldMessage> warnings = new ArrayList<>();
    if (selects(spec.clientSelector()) && !selects(spec.namespaceSelector())) {
      warnings.add(
          new FieldMessage(
              "spec.clientSelector",
              "clients choose their own labels: use namespaceSelector to enforce this policy"));
    }
    List<String> hosts = spec.redirectUris() == null ? null : spec.redirectUris().allowedHosts();
    for (int i = 0; hosts != null && i < hosts.size(); i++) {
      String host = hosts.get(i);
      if (host.startsWith(WILDCARD) && host.indexOf('.', WILDCARD.length()) < 0) {
        warnings.add(
            new FieldMessage(
                "spec.redirectUris.allowedHosts[" + i + "]",
                "%s matches every host directly below the top-level domain, also hosts of others: use a longer domain"
                    .formatted(Quoted.of(host))));
      }
    }
    return warnings;
  }

  private static boolean selects(@Nullable LabelSelector selector) {
    return selector != null
        && !(isEmpty(selector.matchLabels()) && isEmpty(selector.matchExpressions()));
  }

  private static boolean isEmpty(@Nullable Map<String, String> labels) {
    return labels == null || labels.isEmpty();
  }

  private static boolean isEmpty(@Nullable List<?> expressions) {
    return expressions == null || expressions.isEmpty();
  }
}
