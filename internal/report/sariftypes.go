package report

// The parts of SARIF 2.1.0 that are used here.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool               sarifTool                 `json:"tool"`
		Taxonomies         []sarifTaxonomy           `json:"taxonomies,omitempty"`
		Invocations        []sarifInvocation         `json:"invocations"`
		OriginalURIBaseIDs map[string]sarifDescribed `json:"originalUriBaseIds"`
		ColumnKind         string                    `json:"columnKind"`
		Results            []sarifResult             `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name            string           `json:"name"`
		Version         string           `json:"version,omitempty"`
		SemanticVersion string           `json:"semanticVersion,omitempty"`
		InformationURI  string           `json:"informationUri"`
		Rules           []sarifRule      `json:"rules"`
		Taxonomies      []sarifComponent `json:"supportedTaxonomies,omitempty"`
	}
	sarifTaxonomy struct {
		Name             string       `json:"name"`
		Organization     string       `json:"organization"`
		InformationURI   string       `json:"informationUri"`
		ShortDescription sarifText    `json:"shortDescription"`
		Taxa             []sarifTaxon `json:"taxa"`
	}
	sarifTaxon struct {
		ID      string `json:"id"`
		HelpURI string `json:"helpUri"`
	}
	// A sarifComponent names a taxonomy of the run.
	sarifComponent struct {
		Name  string `json:"name"`
		Index int    `json:"index"`
	}
	sarifRelationship struct {
		Target sarifTarget `json:"target"`
		Kinds  []string    `json:"kinds"`
	}
	sarifTarget struct {
		ID        string         `json:"id"`
		Index     int            `json:"index"`
		Component sarifComponent `json:"toolComponent"`
	}
	sarifDescribed struct {
		Description sarifText `json:"description"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID               string              `json:"id"`
		Name             string              `json:"name"`
		ShortDescription sarifText           `json:"shortDescription"`
		FullDescription  sarifText           `json:"fullDescription"`
		Help             sarifText           `json:"help"`
		HelpURI          string              `json:"helpUri"`
		Configuration    sarifLevel          `json:"defaultConfiguration"`
		Relationships    []sarifRelationship `json:"relationships,omitempty"`
		Properties       sarifProperties     `json:"properties"`
	}
	sarifLevel struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifProperties struct {
		SecuritySeverity string   `json:"security-severity"`
		Precision        string   `json:"precision"`
		Tags             []string `json:"tags"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Kind         string            `json:"kind"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   sarifSeverity     `json:"properties"`
	}
	// A sarifSeverity is that of a result, which may differ from its rule's.
	sarifSeverity struct {
		SecuritySeverity string `json:"security-severity"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifThreadLocation `json:"locations"`
	}
	sarifThreadLocation struct {
		Location sarifLocation `json:"location"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted *sarifText  `json:"insertedContent,omitempty"`
	}
)
