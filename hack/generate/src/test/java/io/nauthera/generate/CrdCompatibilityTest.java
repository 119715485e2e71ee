package io.nauthera.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrdCompatibilityTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final String RELEASED =
      """
      spec:
        group: auth.nauthera.io
        scope: Namespaced
        names: {kind: AuthClient, plural: authclients}
        versions:
          - name: v1alpha1
            served: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [name]
                    x-kubernetes-validations: [{rule: "self == oldSelf"}]
                    properties:
                      name: {type: string, maxLength: 63}
                      kind: {type: string, enum: [Delete, Retain]}
                      uris: {type: array, minItems: 1, items: {type: string, pattern: "^a"}}
                      labels: {type: object, additionalProperties: {type: string}}
                      count: {type: integer, default: 1, nullable: true}
      """;

  private static JsonNode released() throws JsonProcessingException {
    return YAML.readTree(RELEASED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxLength: 63          | maxLength: 62            | v1alpha1.spec.name has a lower maxLength
          [Delete, Retain]       | [Delete]                 | v1alpha1.spec.kind does not accept "Retain" any more
          minItems: 1            | minItems: 2              | v1alpha1.spec.uris has a higher minItems
          'pattern: "^a"'        | 'pattern: "^b"'          | v1alpha1.spec.uris[] has a new or changed pattern
          {type: string}}        | {type: integer}}         | v1alpha1.spec.labels.* has another type
          required: [name]       | required: [name, kind]   | v1alpha1.spec.kind is required now
          default: 1             | default: 2               | v1alpha1.spec.count has another default
          ', nullable: true'     | ''                       | v1alpha1.spec.count does not accept null any more
          count:                 | number:                  | v1alpha1.spec.count does not exist any more
          self == oldSelf        | self.name != ''          | v1alpha1.spec has a new rule: self.name != ''
          'served: true'         | 'served: false'          | v1alpha1 is not served any more
          scope: Namespaced      | scope: Cluster           | /spec/scope has changed
          'name: {type: string,' | 'name: {type: string, enum: [a],' | v1alpha1.spec.name accepts only some values now
          """)
  void change_thatBreaksUsers_isFound(String before, String after, String problem)
      throws JsonProcessingException {
    assertThat(RELEASED).contains(before);

    assertThat(
            CrdCompatibility.problems(released(), YAML.readTree(RELEASED.replace(before, after))))
        .containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxLength: 63    | maxLength: 64
          [Delete, Retain] | [Delete, Retain, Keep]
          minItems: 1      | minItems: 0
          'pattern: "^a"'  | nullable: true
          x-kubernetes-validations: [{rule: "self == oldSelf"}] | description: none
          required: [name] | description: none
          """)
  void change_thatAcceptsMore_isFine(String before, String after) throws JsonProcessingException {
    JsonNode current = YAML.readTree(RELEASED.replace(before, after));

    assertThat(current).isNotEqualTo(released());
    assertThat(CrdCompatibility.problems(released(), current)).isEmpty();
  }

  @Test
  void crd_unchanged_isFine() throws JsonProcessingException {
    assertThat(CrdCompatibility.problems(released(), released())).isEmpty();
  }
}
