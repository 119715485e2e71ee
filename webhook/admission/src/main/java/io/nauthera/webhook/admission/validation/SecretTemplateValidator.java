package io.nauthera.webhook.admission.validation;

import io.nauthera.api.mapping.Labels;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClientSpec;
import io.nauthera.api.v1alpha1.SecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates {@code spec.secretTemplate}: names that Kubernetes accepts, and none of Nauthera. */
public final class SecretTemplateValidator {
  public static final String FIELD = "spec.secretTemplate";

  /** Kubernetes also refuses two dots at the beginning. */
  private static final Pattern SECRET_KEY = Pattern.compile("(?!\\.\\.|\\.$)[-._a-zA-Z0-9]{1,253}");

  private SecretTemplateValidator() {}

  /** Sorted by field. */
  public static List<FieldMessage> check(AuthClientSpec spec) {
    SecretTemplate template = spec.secretTemplate();
    if (template == null) {
      return List.of();
    }
    List<FieldMessage> causes = new ArrayList<>();
    checkAnnotations(template.annotations(), causes);
    checkData(template.data(), causes);
    checkLabels(template.labels(), causes);
    return causes;
  }

  private static void checkAnnotations(
      @Nullable Map<String, String> annotations, List<FieldMessage> causes) {
    String field = FIELD + ".annotations";
    for (String key : sorted(annotations).keySet()) {
      if (AuthApi.isReserved(key)) {
        causes.add(reserved(field, key, "an annotation"));
      } else if (!Labels.isKey(key.toLowerCase(Locale.ROOT))) {
        causes.add(
            new FieldMessage(
                field,
                Quoted.of(key)
                    + " is not a valid annotation key: use a key such as owner or example.com/owner"));
      }
    }
  }

  private static void checkData(@Nullable Map<String, String> data, List<FieldMessage> causes) {
    String field = FIELD + ".data";
    for (String key : sorted(data).keySet()) {
      if (AuthApi.isSecretKey(key)) {
        causes.add(
            new FieldMessage(
                field,
                Quoted.of(key)
                    + " is a key that Nauthera writes, and a template cannot replace it: choose another name"));
      } else if (!SECRET_KEY.matcher(key).matches()) {
        causes.add(
            new FieldMessage(
                field,
                Quoted.of(key)
                    + " is not a valid key of a Secret: use at most 253 letters, digits, -, _ and ., without two dots at the beginning"));
      }
    }
  }

  private static void checkLabels(@Nullable Map<String, String> labels, List<FieldMessage> causes) {
    String field = FIELD + ".labels";
    sorted(labels)
        .forEach((key, value) -> {
          if (AuthApi.isReserved(key)) {
            causes.add(reserved(field, key, "a label"));
          } else {
            LabelSelectorValidator.checkLabel(field, key, value, causes);
          }
        });
  }

  private static FieldMessage reserved(String field, String key, String what) {
    return new FieldMessage(
        field,
        "%s is %s that Nauthera sets, and a template cannot replace it: remove it"
            .formatted(Quoted.of(key), what));
  }

  private static Map<String, String> sorted(@Nullable Map<String, String> map) {
    return new TreeMap<>(map == null ? Map.of() : map);
  }
}
