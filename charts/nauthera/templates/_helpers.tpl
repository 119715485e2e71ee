{{/* The chart's name, as in the label app.kubernetes.io/name. */}}
{{- define "nauthera.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 43 | trimSuffix "-" -}}
{{- end -}}

{{/* The prefix of every object name. At most 43 characters, so that the longest suffix fits into the 63 of a Service name. */}}
{{- define "nauthera.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 43 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "nauthera.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 43 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The namespace of the programs. */}}
{{- define "nauthera.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace -}}
{{- end -}}

{{- define "nauthera.webhook.fullname" -}}
{{ include "nauthera.fullname" . }}-webhook
{{- end -}}

{{/* Holds the certificates of the mode selfSigned. */}}
{{- define "nauthera.webhook.selfSignedSecret" -}}
{{ include "nauthera.webhook.fullname" . }}-self-signed
{{- end -}}

{{- define "nauthera.controller.fullname" -}}
{{ include "nauthera.fullname" . }}-controller
{{- end -}}

{{/*
Labels that cannot change during the life of a Deployment.
Takes (list root component), like all templates below that say so.
*/}}
{{- define "nauthera.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "nauthera.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Takes (list root component). Without helm.sh/chart, because a new chart version alone must not restart pods. */}}
{{- define "nauthera.podLabels" -}}
{{- $root := index . 0 -}}
{{ include "nauthera.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | replace "+" "_" | trunc 63 | quote }}
app.kubernetes.io/part-of: nauthera
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Takes (list root component). */}}
{{- define "nauthera.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "nauthera.podLabels" . }}
{{- end -}}

{{/* The name of the ServiceAccount. Takes (list root component). */}}
{{- define "nauthera.serviceAccountName" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $account := (get $root.Values $component).serviceAccount -}}
{{- if $account.create -}}
{{ $account.name | default (printf "%s-%s" (include "nauthera.fullname" $root) $component) }}
{{- else -}}
{{ required (printf "set %s.serviceAccount.name: %s.serviceAccount.create is false" $component $component) $account.name }}
{{- end -}}
{{- end -}}

{{/* Takes (list root component). */}}
{{- define "nauthera.serviceAccount" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- with (get $root.Values $component).serviceAccount -}}
{{- if .create -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "nauthera.serviceAccountName" (list $root $component) }}
  namespace: {{ include "nauthera.namespace" $root }}
  labels:
    {{- include "nauthera.labels" (list $root $component) | nindent 4 }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false # the pod mounts it
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The roleRef and the subject of a binding. Takes (list root component kind-of-role name-of-role). */}}
{{- define "nauthera.binding" -}}
{{- $root := index . 0 -}}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ index . 2 }}
  name: {{ index . 3 }}
subjects:
  - kind: ServiceAccount
    name: {{ include "nauthera.serviceAccountName" (list $root (index . 1)) }}
    namespace: {{ include "nauthera.namespace" $root }}
{{- end -}}

{{/*
Grants a component the rules of a template: in all namespaces, or with controller.watchNamespaces in each of these.
A ClusterRole grants what no Role can. Takes (list root component rules): rules is a template that takes root.
*/}}
{{- define "nauthera.rbac" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $rules := include (index . 2) $root -}}
{{- $name := printf "%s-%s" (include "nauthera.fullname" $root) $component -}}
{{- $namespaces := $root.Values.controller.watchNamespaces -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ $name }}
  labels:
    {{- include "nauthera.labels" (list $root $component) | nindent 4 }}
rules:
  # Policies and AuthServers select clients by the labels of their namespace.
  - apiGroups: [""]
    resources: [namespaces]
    {{- with $namespaces }}
    resourceNames: {{ toJson . }}
    {{- end }}
    verbs: [list, watch]
  {{- if eq $component "controller" }}
  # Its uid identifies the cluster in Keycloak.
  - apiGroups: [""]
    resources: [namespaces]
    resourceNames: [kube-system]
    verbs: [get]
  {{- end }}
  {{- if not $namespaces }}
  {{- $rules | nindent 2 }}
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ $name }}
  labels:
    {{- include "nauthera.labels" (list $root $component) | nindent 4 }}
{{ include "nauthera.binding" (list $root $component "ClusterRole" $name) }}
{{- range $namespaces }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ $name }}
  namespace: {{ . }}
  labels:
    {{- include "nauthera.labels" (list $root $component) | nindent 4 }}
rules:
  {{- $rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ $name }}
  namespace: {{ . }}
  labels:
    {{- include "nauthera.labels" (list $root $component) | nindent 4 }}
{{ include "nauthera.binding" (list $root $component "Role" $name) }}
{{- end }}
{{- end -}}

{{/* For a webhook or an admission policy: only objects in the watched namespaces. Nothing, if all are watched. */}}
{{- define "nauthera.namespaceSelector" -}}
{{- with .Values.controller.watchNamespaces -}}
namespaceSelector:
  matchExpressions:
    - key: kubernetes.io/metadata.name
      operator: In
      values: {{ toJson . }}
{{- end -}}
{{- end -}}

{{/* Takes (list root component). */}}
{{- define "nauthera.image" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $repository := printf "%s/nauthera/%s" $root.Values.image.registry $component -}}
{{- with (get $root.Values $component).image.digest -}}
{{ $repository }}@{{ . }}
{{- else -}}
{{ $repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* Takes (list root component main-class). If two arguments contradict each other, the JVM uses the last one. */}}
{{- define "nauthera.command" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
command: [java]
args:
  - -XX:+UseSerialGC
  - -XX:MaxRAMPercentage=50
  # A process without memory answers nothing and does not recover. The kubelet restarts it within seconds.
  - -XX:+ExitOnOutOfMemoryError
  {{- if eq $component "webhook" }}
  # Compiles only what has run thousands of times, and that with C2: fast reviews, and little memory for code.
  - -XX:CompilationMode=high-only
  - -Xmn6m
  {{- else }}
  # Compiles early, with C1 only: the controller works seldom.
  - -XX:TieredStopAtLevel=1
  - -Xmn32m
  {{- end }}
  # The heap shrinks immediately.
  - -XX:MinHeapFreeRatio=10
  - -XX:MaxHeapFreeRatio=20
  - -XX:-ShrinkHeapInSteps
  - -XX:TrimNativeHeapInterval=5000
  - -XX:+UseCompactObjectHeaders
  {{- range (get $root.Values $component).jvmArgs }}
  - {{ . | quote }}
  {{- end }}
  - -cp
  - "/app/*"
  - {{ index . 2 }}
{{- end -}}

{{/* The environment of both programs. */}}
{{- define "nauthera.environment" -}}
- name: NAUTHERA_ALLOW_LOOPBACK_HTTP
  value: {{ .Values.allowLoopbackIssuers | quote }}
{{- with .Values.controller.watchNamespaces }}
- name: NAUTHERA_WATCH_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
- name: NAUTHERA_LOG_FORMAT
  value: {{ .Values.log.format }}
{{- with .Values.tracing.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_TRACES_SAMPLER
  value: parentbased_traceidratio
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ $.Values.tracing.sampleRatio | quote }}
{{- end }}
- name: MALLOC_ARENA_MAX
  value: "1"
- name: POD_IP # the address to bind
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: status.podIP
- name: POD_NAME
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: metadata.namespace
- name: NAUTHERA_HEALTH_PORT
  value: "8081"
{{- if .Values.metrics.enabled }}
- name: NAUTHERA_METRICS_PORT
  value: "8080"
{{- end }}
{{- end -}}

{{/* The startup probe gives the JVM two minutes to start. After that, the liveness probe is strict. */}}
{{- define "nauthera.probes" -}}
startupProbe:
  httpGet:
    path: /healthz
    port: health
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet:
    path: /healthz
    port: health
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
readinessProbe:
  httpGet:
    path: /readyz
    port: health
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end -}}

{{/* Pod Security Standard "restricted": the fields of the pod. */}}
{{- define "nauthera.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Pod Security Standard "restricted": the fields of the container. */}}
{{- define "nauthera.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where the pods of a component may run. Takes (list root component). */}}
{{- define "nauthera.scheduling" -}}
{{- $selector := include "nauthera.selectorLabels" . -}}
{{- with get (index . 0).Values (index . 1) }}
{{- with .topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{ toYaml . | nindent 4 | trim }}
    {{- if not .labelSelector }}
    labelSelector:
      matchLabels:
        {{- $selector | nindent 8 }}
    matchLabelKeys: [pod-template-hash] # the pods of one version, also during an update
    {{- end }}
  {{- end }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The port of the metrics, in the list of ports of a container. */}}
{{- define "nauthera.metricsPort" -}}
{{- if .Values.metrics.enabled -}}
- name: metrics
  containerPort: 8080
  protocol: TCP
{{- end -}}
{{- end -}}

{{/* A rule of a NetworkPolicy. */}}
{{- define "nauthera.metricsIngress" -}}
{{- if .Values.metrics.enabled -}}
# Prometheus.
- ports:
    - port: 8080
      protocol: TCP
  {{- with .Values.networkPolicy.metrics.from }}
  from:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* A rule of a NetworkPolicy. */}}
{{- define "nauthera.healthIngress" -}}
# The kubelet. Most network plugins admit it without a rule, but its address is not known here.
- ports:
    - port: 8081
      protocol: TCP
{{- end -}}
