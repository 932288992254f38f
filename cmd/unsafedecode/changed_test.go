package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseDiff(t *testing.T) {
	const diff = `diff --git a/a.go b/a.go
index 1..2 100644
--- a/a.go
+++ b/a.go
@@ -1,2 +1,3 @@ package a
-x
+++ b/not-a-name.go
+y
@@ -9 +10 @@
-z
+z
@@ -20,2 +20,0 @@
-gone
-gone
diff --git a/gone.go b/gone.go
--- a/gone.go
+++ /dev/null
@@ -1 +0,0 @@
-package gone
diff --git "a/t\tb.go" "b/t\tb.go"
--- "a/t\tb.go"
+++ "b/t\tb.go"
@@ -0,0 +1,7 @@
+package b
`
	want := map[string][]lineRange{
		filepath.Join("/r", "a.go"):    {{1, 3}, {10, 10}, {20, 21}},
		filepath.Join("/r", "t\tb.go"): {{1, 7}},
	}
	if diff := cmp.Diff(want, parseDiff("/r", diff), cmp.AllowUnexported(lineRange{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
