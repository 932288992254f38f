package fix

import "testing"

func TestTableOf(t *testing.T) {
	for statement, want := range map[string]string{
		"SELECT data, expiry FROM session WHERE `key`=?":  "session",
		"UPDATE session SET data=?":                       "session",
		"insert into \"Session\"(key,data) values($1,$2)": "session",
		"REPLACE INTO `app.sessions` VALUES (?)":          "app.sessions",
		"DELETE FROM session":                             "",
		"session:":                                        "",
		"update":                                          "",
	} {
		if got := tableOf(statement); got != want {
			t.Errorf("%s: %q, want %q", statement, got, want)
		}
	}
}
