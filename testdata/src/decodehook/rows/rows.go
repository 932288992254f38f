// Package rows scans columns of a database into types that decode themselves.
package rows

import (
	"database/sql"
	"fmt"
	"os"
)

type attachment struct{ text []byte }

func (a *attachment) Scan(src any) (err error) {
	name, ok := src.(string)
	if !ok {
		return fmt.Errorf("a column of type %T", src)
	}
	a.text, err = os.ReadFile(name)
	return err
}

type amount struct{ cents int64 }

func (a *amount) Scan(src any) error {
	a.cents, _ = src.(int64)
	return nil
}

func load(db *sql.DB) (a attachment, m amount, err error) {
	row := db.QueryRow("SELECT total, attachment FROM mails")
	err = row.Scan(&m, &a) // want `decodehook: decoding the database column runs \(\*attachment\).Scan, which opens a file`
	return a, m, err
}

func total(db *sql.DB) (m amount, err error) {
	err = db.QueryRow("SELECT total FROM mails").Scan(&m)
	return m, err
}
