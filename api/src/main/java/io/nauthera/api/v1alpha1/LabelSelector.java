package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' label selector (meta/v1 LabelSelector): all parts must match; empty matches
 * everything.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelSelector(
    @JsonPropertyDescription("Labels that must be set to exactly these values.")
        @Nullable Map<String, String> matchLabels,
    @JsonPropertyDescription("Requirements on labels. All of them must be met.")
        @Nullable List<Requirement> matchExpressions) {

  /** One requirement on one label. */
  @ValidationRule(
      value =
          "(self.operator != 'In' && self.operator != 'NotIn') || (has(self.values) && size(self.values) > 0)",
      message = "operators In and NotIn need at least one value",
      fieldPath = ".values")
  @ValidationRule(
      value =
          "(self.operator != 'Exists' && self.operator != 'DoesNotExist') || !has(self.values) || size(self.values) == 0",
      message = "operators Exists and DoesNotExist take no values: remove them",
      fieldPath = ".values")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Requirement(
      @Required @JsonPropertyDescription("Label key that the requirement applies to.") String key,
      @Required
          @JsonPropertyDescription(
              "How the label relates to the values: In, NotIn, Exists, DoesNotExist.")
          Operator operator,
      @JsonPropertyDescription(
              "Values for In and NotIn; must be absent for Exists and DoesNotExist.")
          @Nullable List<String> values) {}

  /** How a requirement compares (meta/v1 LabelSelectorOperator). */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }
}
