sheet facts "Ward" for fields of ward { night, spare }
