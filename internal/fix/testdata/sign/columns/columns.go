// Package columns keeps values in the columns of two tables.
package columns

import (
	"bytes"
	"database/sql"
	"encoding/gob"
)

type Visit struct{ User string }

type Table struct{ db *sql.DB }

func (t *Table) Load(id string) (*Visit, error) {
	var data []byte
	if err := t.db.QueryRow("SELECT data FROM visit WHERE id = ?", id).Scan(&data); err != nil {
		return nil, err
	}
	var v Visit
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // fix: sign
	return &v, err
}

func (t *Table) Save(id string, v *Visit) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(v); err != nil {
		return err
	}
	_, err := t.db.Exec("UPDATE visit SET data = ? WHERE id = ?", buf.Bytes(), id)
	return err
}

// Archived reads another table, which another program fills.
func (t *Table) Archived(id string) (*Visit, error) {
	var data []byte
	if err := t.db.QueryRow("SELECT data FROM archive WHERE id = ?", id).Scan(&data); err != nil {
		return nil, err
	}
	var v Visit
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // fix: none
	return &v, err
}
