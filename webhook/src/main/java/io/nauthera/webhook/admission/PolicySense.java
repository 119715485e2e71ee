package io.nauthera.webhook.admission;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.nauthera.api.mapping.Durations;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the schema cannot tell about an AuthPolicy: the order of lifetimes, cron expressions, host
 * patterns, selectors.
 */
final class PolicySense {
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+]");

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final Pattern LABEL_KEY =
      Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME);
  private static final Pattern LABEL_VALUE = Pattern.compile("(" + NAME + ")?");

  private PolicySense() {}

  static List<Verdict.Cause> check(AuthPolicySpec spec) {
    List<Verdict.Cause> causes = new ArrayList<>();
    checkSchedule(spec.clientAuthentication(), causes);
    checkSelector("spec.clientSelector", spec.clientSelector(), causes);
    checkSelector("spec.namespaceSelector", spec.namespaceSelector(), causes);
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
    try {
      var unused =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
              .parse(schedule)
              .validate();
    } catch (IllegalArgumentException e) {
      causes.add(
          Verdict.Cause.invalid(
              "spec.clientAuthentication.secretRotation.schedule",
              "\"%s\" is no cron expression of five fields (minute hour day month weekday), e.g. \"0 0 * * *\": %s"
                  .formatted(schedule, e.getMessage())));
    }
  }

  private static void checkSelector(
      String field, @Nullable LabelSelector selector, List<Verdict.Cause> causes) {
    if (selector == null) {
      return;
    }
    List<LabelSelector.Requirement> expressions = selector.matchExpressions();
    for (int i = 0; expressions != null && i < expressions.size(); i++) {
      LabelSelector.Requirement requirement = expressions.get(i);
      String at = field + ".matchExpressions[" + i + "]";
      checkLabelKey(at + ".key", requirement.key(), causes);
      List<String> values = requirement.values() == null ? List.of() : requirement.values();
      boolean needsValues =
          switch (requirement.operator()) {
            case In, NotIn -> true;
            case Exists, DoesNotExist -> false;
          };
      if (needsValues == values.isEmpty()) {
        causes.add(
            Verdict.Cause.invalid(
                at + ".values",
                needsValues
                    ? "operator %s needs at least one value".formatted(requirement.operator())
                    : "operator %s takes no values: leave them out"
                        .formatted(requirement.operator())));
      }
      for (int v = 0; v < values.size(); v++) {
        checkLabelValue(at + ".values[" + v + "]", values.get(v), causes);
      }
    }
    Map<String, String> labels = selector.matchLabels();
    new TreeMap<>(labels == null ? Map.of() : labels)
        .forEach((key, value) -> {
          checkLabelKey(field + ".matchLabels", key, causes);
          checkLabelValue(field + ".matchLabels[" + key + "]", value, causes);
        });
  }

  private static void checkLabelKey(String field, String key, List<Verdict.Cause> causes) {
    if (!LABEL_KEY.matcher(key).matches()) {
      causes.add(
          Verdict.Cause.invalid(
              field,
              "\"%s\" is no label key, e.g. environment or example.com/environment"
                  .formatted(key)));
    }
  }

  private static void checkLabelValue(String field, String value, List<Verdict.Cause> causes) {
    if (!LABEL_VALUE.matcher(value).matches()) {
      causes.add(
          Verdict.Cause.invalid(
              field,
              "\"%s\" is no label value: at most 63 letters, digits, -, _ and . that begin and end with a letter or digit"
                  .formatted(value)));
    }
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
