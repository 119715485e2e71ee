package io.nauthera.api.mapping;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels of a resource, and their syntax (Kubernetes, "Labels and Selectors"). */
public final class Labels {
  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern KEY =
      Pattern.compile("((?=[^/]{1,253}/)" + DNS_LABEL + "(\\." + DNS_LABEL + ")*/)?" + NAME);
  private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

  private Labels() {}

  /** The labels of a resource, which fabric8 gives as null where there are none. */
  public static Map<String, String> of(HasMetadata resource) {
    Map<String, String> labels = resource.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  public static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  public static boolean isValue(String value) {
    return VALUE.matcher(value).matches();
  }
}
